import { isMap } from '../../source/json.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import { UsageError } from '../usage.ts'

/** What a `functionConfig` asks for. */
export interface FunctionConfig {
  readonly environment: string
  /** The platform itself, or the file that holds it. */
  readonly platform: { readonly type: 'inline'; readonly value: JsonObject } | { readonly type: 'file'; readonly path: string }
}

const KIND = 'PlatformRender'
const WORDS = ['environment', 'platform', 'file']

/**
 * Reads the `spec` of a `PlatformRender`: `environment`, and either `platform` (what would stand in platform.yaml) or `file` (where it is, for functions that
 * may read files).
 */
export function readFunctionConfig({ apiVersion, kind, spec }: JsonObject): FunctionConfig {
  if (apiVersion !== 'platgen.dev/v1' || kind !== KIND) throw new UsageError(`\`functionConfig\` has to be a ${KIND} of platgen.dev/v1`)
  if (!isMap(spec)) throw new UsageError('`functionConfig` has no `spec`')
  const unknown = Object.keys(spec).find((word) => !WORDS.includes(word))
  if (unknown !== undefined)
    throw new UsageError(`\`functionConfig.spec\` has no word \`${unknown}\``, `it knows ${WORDS.map((word) => `\`${word}\``).join(', ')}`)
  const { environment, platform, file } = spec
  if (!isText(environment)) throw new UsageError('`functionConfig.spec.environment` has to name an environment')
  if (isMap(platform) && file === undefined) return { environment, platform: { type: 'inline', value: platform } }
  if (isText(file) && platform === undefined) return { environment, platform: { type: 'file', path: file } }
  throw new UsageError('`functionConfig.spec` needs either `platform`, the platform itself, or `file`, where it is')
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}
