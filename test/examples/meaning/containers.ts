import type { Json } from '../../../engine/source/source.ts'
import { type Found, get, items, podTemplate, scalar, texts } from '../../conformance/objects.ts'
import type { Say } from './facts.ts'

/** What runs in each container, with what, and who asks whether it is well. */
export function containerFacts(objects: readonly Found[], say: Say): void {
  const maps = new Map(objects.filter(({ kind }) => kind === 'ConfigMap').map(({ name, object }) => [name, texts(get(object, 'data'))]))
  for (const { name, object } of objects) {
    const template = podTemplate(object)
    if (template === undefined) continue
    const pod = get(template, 'spec', 'securityContext')
    const labels = texts(get(template, 'metadata', 'labels'))
    for (const [index, container] of items(get(template, 'spec', 'containers')).entries())
      tell(`${name}:${index === 0 ? '' : ` ${scalar(get(container, 'name'))}`}`, container, pod, labels)
    for (const container of items(get(template, 'spec', 'initContainers')))
      tell(`${name}: first ${scalar(get(container, 'name'))}`, container, pod, labels)
  }

  function tell(who: string, container: Json, pod: Json | undefined, labels: { readonly [key: string]: string }): void {
    say(`${who} container`, scalar(get(container, 'name')))
    say(`${who} image`, wholeReference(scalar(get(container, 'image'))))
    for (const word of ['command', 'args']) say(`${who} ${word}`, text(get(container, word)))
    for (const port of items(get(container, 'ports')))
      say(`${who} port ${scalar(get(port, 'containerPort'))}`, scalar(get(port, 'protocol')) || 'TCP')
    for (const source of items(get(container, 'envFrom')))
      for (const [key, value] of Object.entries(maps.get(scalar(get(source, 'configMapRef', 'name'))) ?? {}))
        say(`${who} env ${key}`, value)
    for (const variable of items(get(container, 'env'))) say(`${who} env ${scalar(get(variable, 'name'))}`, valueSeen(variable, labels))
    for (const side of ['requests', 'limits'])
      for (const [key, value] of Object.entries(texts(get(container, 'resources', side)))) say(`${who} ${side} ${key}`, value)
    for (const mount of items(get(container, 'volumeMounts'))) say(`${who} mount ${scalar(get(mount, 'mountPath'))}`, 'there')
    for (const [probe, word] of [
      ['readinessProbe', 'ready'],
      ['livenessProbe', 'live'],
    ] as const)
      probeFacts(`${who} ${word}`, get(container, probe), items(get(container, 'ports')))
    for (const word of ['runAsUser', 'runAsGroup', 'runAsNonRoot', 'seccompProfile'])
      say(`${who} ${word}`, text(get(container, 'securityContext', word) ?? get(pod, word)))
    for (const word of ['allowPrivilegeEscalation', 'privileged', 'readOnlyRootFilesystem', 'capabilities'])
      say(`${who} ${word}`, text(get(container, 'securityContext', word)))
  }

  /** The defaults are those of the API server. */
  function probeFacts(who: string, probe: Json | undefined, ports: readonly Json[]): void {
    if (probe === undefined) return
    const number = (port: Json | undefined) =>
      typeof port === 'string'
        ? scalar(
            get(
              ports.find((one) => get(one, 'name') === port),
              'containerPort',
            ),
          )
        : scalar(port)
    const http = get(probe, 'httpGet')
    const headers = items(get(http, 'httpHeaders')).map((header) => `${scalar(get(header, 'name'))}: ${scalar(get(header, 'value'))}`)
    if (http !== undefined) say(`${who} asks`, [`http ${number(get(http, 'port'))}${scalar(get(http, 'path'))}`, ...headers].join(', '))
    if (get(probe, 'grpc') !== undefined)
      say(`${who} asks`, `grpc ${number(get(probe, 'grpc', 'port'))}${scalar(get(probe, 'grpc', 'service'))}`)
    if (get(probe, 'tcpSocket') !== undefined) say(`${who} asks`, `tcp ${number(get(probe, 'tcpSocket', 'port'))}`)
    for (const [word, key, otherwise] of [
      ['delay', 'initialDelaySeconds', '0'],
      ['period', 'periodSeconds', '10'],
      ['timeout', 'timeoutSeconds', '1'],
      ['failures', 'failureThreshold', '3'],
    ] as const)
      say(`${who} ${word}`, scalar(get(probe, key)) || otherwise)
  }
}

/** An image as the runtime reads it: `redis:alpine` is `docker.io/library/redis:alpine`. */
function wholeReference(image: string): string {
  const [first = '', ...rest] = image.split('/')
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return image
  return rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`
}

/** The text that the program will see; a label of the pod is looked up. */
function valueSeen(variable: Json, labels: { readonly [key: string]: string }): string {
  const label = /^metadata\.labels\['(.+)'\]$/.exec(scalar(get(variable, 'valueFrom', 'fieldRef', 'fieldPath')))?.[1]
  if (label !== undefined) return labels[label] ?? ''
  return get(variable, 'valueFrom') === undefined ? scalar(get(variable, 'value')) : JSON.stringify(get(variable, 'valueFrom'))
}

function text(value: Json | undefined): string | undefined {
  return value === undefined || typeof value !== 'object' ? (value === undefined ? undefined : scalar(value)) : JSON.stringify(value)
}
