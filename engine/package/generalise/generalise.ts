/**
 * What the objects of several environments have in common, and what not: the one question behind a Helm chart and a Kustomize overlay.
 * It knows nothing of how the answer is printed.
 */
export { type Family, familiesOf, type Member, withoutHash } from './families.ts'
export { mentionsNamespace, piecesOf } from './namespace.ts'
export { type Inside, isList, isMap, open } from './open.ts'
export { equal, firstOf, isOptional, type Variants, variantsOf } from './variants.ts'
