import { isOptional, type Json, type Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import type { Rule } from './context.ts'
import { field } from './field.ts'
import { optionalEntry, planPlace } from './place.ts'

/** What every environment runs; undefined where it runs nothing. */
export type References = readonly (string | undefined)[]

/** The values of the images of a chart: containers of one image share them, so that a new tag reaches the migration as well as the service. */
export interface Images {
  /** Where the values of an image are. Its own place is `wanted`, unless others run the same. */
  readonly home: (references: References, wanted: Path) => Path
}

/** `main` is what the chart is about; its values are those that everybody looks for. */
export function createImages(main: References | undefined): Images {
  const homes: { path: Path; references: References }[] = main === undefined ? [] : [{ path: ['image'], references: main }]
  return {
    home(references, wanted) {
      const known = homes.find((home) =>
        home.references.every((other, index) => other === undefined || references[index] === undefined || other === references[index]),
      )
      if (known === undefined) {
        homes.push({ path: wanted, references })
        return wanted
      }
      known.references = known.references.map((other, index) => other ?? references[index])
      return known.path
    },
  }
}

/** `registry/name:tag@digest`, without what cannot be told apart again. */
const REFERENCE = /^([^\s@]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$/

/** A reference as its values: `tag` holds the digest too, so that whoever sets a tag gets that tag. Undefined for what no registry would take. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } | undefined {
  const [, repository, tag, digest] = REFERENCE.exec(reference) ?? []
  if (repository === undefined) return undefined
  return { repository, tag: tag === undefined ? (digest ?? '') : digest === undefined ? tag : `${tag}@${digest}` }
}

/** The references of a container, when all are ones. */
export function referencesOf(container: Variants): References | undefined {
  const references = field(container, 'image').values
  return references.every(
    (reference) => reference === undefined || (typeof reference === 'string' && splitReference(reference) !== undefined),
  )
    ? (references as References)
    : undefined
}

/** The rule for `image`, `imagePullPolicy` being beside it. */
export const imageRule: Rule = {
  entry(key, part, whole, context) {
    const references = referencesOf(whole)
    if (part === undefined) return undefined
    if (references === undefined || isOptional(part, whole))
      return isOptional(part, whole)
        ? optionalEntry(key, part, context)
        : { key, template: planPlace(part, { ...context, rule: undefined }) }
    const { planning, scope } = context
    const path = planning.images.home(references, [...scope, 'image'])
    const claim = (
      name: string,
      values: readonly (Json | undefined)[],
      description: string,
      more: { blank?: Json; schema?: { type: readonly string[] } } = {},
    ) =>
      planning.slots.claim({
        wanted: [[...path, name]],
        form: 'string',
        presence: more.blank === undefined ? 'always' : 'filled',
        values,
        description,
        share: true,
        ...more,
      })
    const split = references.map((reference) => (reference === undefined ? undefined : splitReference(reference)))
    claim(
      'repository',
      split.map((parts) => parts?.repository),
      'Where the image is, without its tag.',
    )
    claim(
      'tag',
      split.map((parts) => parts?.tag),
      'Its tag; with a digest behind `@`, or only a digest (`sha256:…`), exactly that image.',
      { schema: { type: ['string', 'integer'] } },
    )
    claim(
      'digest',
      references.map(() => undefined),
      'A digest (`sha256:…`) that counts more than the tag.',
      { blank: '' },
    )
    return { key, template: { type: 'include', template: 'image', argument: path } }
  },
}

/** The rule for `imagePullPolicy`: a value of the image. */
export const pullPolicyRule: Rule = {
  entry(key, part, whole, context) {
    const references = referencesOf(whole)
    if (part === undefined) return undefined
    if (references === undefined || isOptional(part, whole)) return optionalEntry(key, part, context)
    const slot = context.planning.slots.claim({
      wanted: [
        [...context.planning.images.home(references, [...context.scope, 'image']), 'pullPolicy'],
        [...context.scope, 'image', 'pullPolicy'],
      ],
      form: 'string',
      presence: 'always',
      values: part.values,
      description: 'When the node asks the registry for it: `Always`, `IfNotPresent` or `Never`.',
      schema: { enum: ['Always', 'IfNotPresent', 'Never'] },
      share: true,
    })
    return { key, template: { type: 'value', slot } }
  },
}
