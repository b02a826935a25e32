import { isOptional, type Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import { type Claim, formOf } from '../values/slot.ts'
import type { Group, Slots } from '../values/slots.ts'
import type { Rule } from './context.ts'
import { field } from './field.ts'
import { optionalEntry, planPlace } from './place.ts'

/** What every environment runs; undefined where it runs nothing. */
export type References = readonly (string | undefined)[]

/** The values of the images of a chart: containers of one image share them, so that a new tag reaches the migration as well as the service. */
export interface Images {
  /** The values of an image. Its own name is `wanted`, unless others run the same. */
  readonly home: (references: References, wanted: Path) => Group
  /** Where the values of the main image are, if there is one. */
  readonly main: Path | undefined
}

/** `main` is what the chart is about; its values are those that everybody looks for. */
export function createImages(slots: Slots, main: References | undefined): Images {
  const homes: { group: Group; references: References }[] =
    main === undefined ? [] : [{ group: slots.reserve(['image']), references: main }]
  return {
    main: homes[0]?.group.path,
    home(references, wanted) {
      const known = homes.find((home) =>
        home.references.every((other, index) => other === undefined || references[index] === undefined || other === references[index]),
      )
      if (known === undefined) {
        const group = slots.reserve(wanted)
        homes.push({ group, references })
        return group
      }
      known.references = known.references.map((other, index) => other ?? references[index])
      return known.group
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
    const home = context.planning.images.home(references, [...context.scope, 'image'])
    const split = references.map((reference) => (reference === undefined ? undefined : splitReference(reference)))
    const claim = { form: 'string', presence: 'always' } as const
    home.claim('repository', {
      ...claim,
      values: split.map((parts) => parts?.repository),
      description: 'Where the image is, without its tag.',
    })
    home.claim('tag', {
      ...claim,
      values: split.map((parts) => parts?.tag),
      description: 'Its tag; with a digest behind `@`, or only a digest (`sha256:…`), exactly that image.',
      schema: { type: ['string', 'integer'] },
    })
    home.claim('digest', {
      form: 'string',
      presence: 'filled',
      values: references.map(() => undefined),
      blank: '',
      description: 'A digest (`sha256:…`) that counts more than the tag.',
    })
    return { key, template: { type: 'include', template: 'image', argument: home.path } }
  },
}

/** The rule for `imagePullPolicy`: a value of the image. */
export const pullPolicyRule: Rule = {
  entry(key, part, whole, context) {
    const references = referencesOf(whole)
    if (part === undefined) return undefined
    if (references === undefined || isOptional(part, whole)) return optionalEntry(key, part, context)
    const claim: Omit<Claim, 'wanted'> = {
      form: formOf(part.values),
      presence: 'always',
      values: part.values,
      description: 'When the node asks the registry for it: `Always`, `IfNotPresent` or `Never`.',
      schema: { enum: ['Always', 'IfNotPresent', 'Never'] },
    }
    const { planning, scope } = context
    const home = planning.images.home(references, [...scope, 'image'])
    const slot = home.claim('pullPolicy', claim) ?? planning.slots.claim({ ...claim, wanted: [[...scope, 'imagePullPolicy']] })
    return { key, template: { type: 'value', slot } }
  },
}
