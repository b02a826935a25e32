import { type LogOutput, logTargets, type Model, type Service, type ServiceLogs } from '../../engine/sdk.ts'

/** The lines of one container, and how they become records. */
export interface Lines {
  /** Of the service. */
  readonly service: string
  /** Of the container, which is called as the service is, or as the file that it prints. An agent beside the service keeps that name. */
  readonly container: string
  readonly logs: ServiceLogs
}

/** A file that an agent reads itself. */
export interface ReadFile extends Lines {
  readonly path: string
}

/** What one agent has to do with: all containers of its node, or the files of one service. */
export interface LogScope extends Pick<Model, 'platform' | 'environment' | 'logging'> {
  readonly lines: readonly Lines[]
  /** For an agent beside the container that writes them; undefined for that of a node. */
  readonly files: readonly ReadFile[] | undefined
}

/** The most that waits for one output in a pod, in bytes: it is lost with the pod, so that there is no use in much. */
export const MOST_IN_POD = 2 ** 26
const CHUNK_IN_POD = 2 ** 23

/** What the agent of a node reads: everything that services print, and each file that is printed beside them. Components are named by their container. */
export function scopeOfNode(model: Model): LogScope {
  const lines = Object.values(model.services).flatMap(({ name, logs, component }: Service): readonly Lines[] =>
    component === undefined
      ? [
          { service: name, container: name, logs },
          ...(logs.sidecar === 'stream' ? logs.files : []).map((file) => ({ service: name, container: file.container, logs: file.logs })),
        ]
      : [],
  )
  return { platform: model.platform, environment: model.environment, logging: model.logging, lines, files: undefined }
}

/** What the agent beside a service reads: its files, with the outputs that these go to. */
export function scopeBeside({ name, logs }: Service, { platform, environment, logging }: Model): LogScope {
  const files = logs.files.map((file) => ({ service: name, container: file.container, path: file.path, logs: file.logs }))
  const outputs = outputsBeside(logs, logging.outputs)
  const { buffers } = logging
  return {
    platform,
    environment,
    logging: {
      ...logging,
      outputs,
      deadLetters: outputs.find((output) => output.name === logging.deadLetters?.name) ?? outputs[0],
      buffers: { ...buffers, limit: Math.min(buffers.limit, MOST_IN_POD), chunk: Math.min(buffers.chunk, CHUNK_IN_POD) },
    },
    lines: files,
    files,
  }
}

/** Whom an agent calls for its outputs, by name. */
export function calledFor(outputs: readonly LogOutput[], model: Model): readonly string[] {
  return [...new Set(outputs.flatMap((output) => logTargets(output, model).flatMap(({ name }) => name ?? [])))]
}

function outputsBeside(logs: ServiceLogs, outputs: readonly LogOutput[]): readonly LogOutput[] {
  return outputs.filter(({ name }) => logs.to.includes(name))
}
