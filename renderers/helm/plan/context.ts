import type { Json, Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import type { Slot } from '../values/slot.ts'
import type { Group, Slots } from '../values/slots.ts'
import type { Images, References } from './image.ts'
import type { JobName } from './job-name.ts'
import type { Entry } from './template.ts'

/** What is the same for a whole chart while its templates are planned. */
export interface Planning {
  /** What the chart's own named templates start with. */
  readonly chart: string
  /** The namespace of every environment. */
  readonly namespaces: readonly string[]
  readonly slots: Slots
  readonly images: Images
  /** What the main container of the chart runs, if there is one. */
  readonly mainReferences: References | undefined
  /** The variables of all main containers, as long as they agree; off where a chart is of no single service. */
  /** Whether the chart is about one workload: then its names are those of all. */
  readonly hasMain: boolean
  /** Ports of the chart's Services: what routes to them reads the same values. */
  readonly servicePorts: ServicePort[]
  readonly sharedVariables: { readonly isOn: boolean; home: Group | undefined }
}

/** A port of a Service whose number is a value. */
export interface ServicePort {
  readonly service: string
  readonly values: readonly (Json | undefined)[]
  readonly slot: Slot
}

/** A place in an object, while its template is planned. */
export interface Context {
  readonly planning: Planning
  /** Where the customary values of this object or container are: empty for the main ones of the chart. */
  readonly scope: Path
  /** The name that a value for this place gets when it has no customary one. */
  readonly name: Path
  /** The place, as people write it: `spec.strategy.type`. */
  readonly where: string
  /** The name of a Job, when it has a hash. */
  readonly jobName?: JobName
  readonly object: { readonly kind: string; readonly name: string }
  /** Whose place it is: ``Deployment `orders` ``. */
  readonly of: string
  readonly rule: Rule | undefined
  /** Whether a text here, when it is the namespace's name, means the namespace. */
  readonly isNamespace: boolean
}

/** What is known of a place of an object. */
export interface Rule {
  /** Plans a whole entry of a map, also where no environment has it (`part` is undefined). Undefined when there is nothing to plan. */
  readonly entry?: (key: string, part: Variants | undefined, whole: Variants, context: Context) => Entry | undefined
  readonly below?: { readonly [key: string]: Rule }
  /** Whether its name says nothing to people, and is no part of the names of values below. */
  readonly isSilent?: boolean
  /** For the items of a list, by what identifies them and how many there are. */
  readonly each?: (key: string, count: number) => Rule
}

/** What a value is for, when only the place is known. */
export function describe({ where, of }: Context): string {
  return `\`${where}\` of the ${of}.`
}
