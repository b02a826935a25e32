import type { Report } from '../diagnostics/diagnostic.ts'
import { writeYaml } from '../emit/yaml.ts'
import { toPointer } from '../source/pointer.ts'
import type { Artifact } from './artifact.ts'
import { rendererFailed } from './diagnostics.ts'
import type { Renderer } from './renderer.ts'

/**
 * A renderer of the user, whose failures are told at the place that names it instead of ending the run as a bug of platgen: what it throws, and what it
 * gives that is no artifact.
 * @param from The file or package, as `outputs` names it.
 */
export function ownRenderer(renderer: Renderer, from: string, report: Report): Renderer {
  function tell(reason: string, place?: string): void {
    report(rendererFailed, { pointer: toPointer(['outputs', from]), on: 'key' }, { from, reason, place })
  }

  function* guarded(make: () => Iterable<Artifact>, isPlatform = false): Iterable<Artifact> {
    try {
      for (const artifact of make()) {
        const problem = problemOf(artifact, isPlatform)
        if (problem !== undefined) return tell(problem)
        yield artifact
      }
    } catch (error) {
      tell(
        error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error),
        placeOf(error, from),
      )
    }
  }
  const { platform, environment, service } = renderer
  return {
    ...renderer,
    ...(platform === undefined ? {} : { platform: (models, tools) => guarded(() => platform(models, tools), true) }),
    ...(environment === undefined ? {} : { environment: (model, tools) => guarded(() => environment(model, tools)) }),
    ...(service === undefined ? {} : { service: (owner, model, tools) => guarded(() => service(owner, model, tools)) }),
  }
}

/** Nobody checked the types of what it gives. */
function problemOf(artifact: Artifact | undefined, isPlatform: boolean): string | undefined {
  switch (artifact?.type) {
    case 'object': {
      if (isPlatform) return 'an object belongs to an environment; yield it from `environment` or `service`'
      const { apiVersion, kind, metadata } = artifact.object
      if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof metadata?.name !== 'string')
        return 'an object needs `apiVersion`, `kind` and `metadata.name`'
      return unwritable(artifact.object, `${kind} ${metadata.name}`)
    }
    case 'yaml':
      return pathProblem(artifact.path) ?? unwritable(artifact.documents, artifact.path)
    case 'json':
      return pathProblem(artifact.path) ?? unwritable(artifact.value, artifact.path)
    case 'text':
      return pathProblem(artifact.path) ?? (typeof artifact.text === 'string' ? undefined : `${artifact.path} has no text`)
    default:
      return 'it yields something that is no artifact; make them with `object`, `yaml`, `json` and `text`'
  }
}

function pathProblem(path: unknown): string | undefined {
  const isBelow = typeof path === 'string' && path !== '' && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  return isBelow ? undefined : `${JSON.stringify(path)} is no path below its own folder`
}

function unwritable(data: unknown, what: string): string | undefined {
  try {
    writeYaml([data])
    return undefined
  } catch (error) {
    return `${what}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Where in its own code it happened, for whoever writes it. */
function placeOf(error: unknown, from: string): string | undefined {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n') : []
  const own = frames.find((frame) => frame.includes(from.replace(/^(?:\.\.?\/)+/, '')))
  return own === undefined ? undefined : /\(?(?:file:\/\/)?(\/[^\s()]+:\d+:\d+)\)?$/.exec(own)?.[1]
}
