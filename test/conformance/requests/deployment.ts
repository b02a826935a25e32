import { child, isMap } from '../../../engine/source/json.ts'
import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { type Found, readObjects } from '../objects.ts'

/** What decides where requests go. All else costs time to deploy, or needs what the judge's Envoy does not have (Istio's own statistics). */
const KINDS = [
  'Namespace',
  'PriorityClass',
  'ServiceAccount',
  'ConfigMap',
  'Service',
  'Deployment',
  'Gateway',
  'VirtualService',
  'DestinationRule',
  'ServiceEntry',
  'Sidecar',
]

/** The objects of some folders that requests meet, with one pod of each workload: which of several pods answers is not asked. */
export function deployment(folders: readonly string[]): readonly JsonObject[] {
  return folders.flatMap((folder) =>
    readObjects(folder)
      .list.filter(({ kind, object }) => KINDS.includes(kind) && !String(object.apiVersion).startsWith('gateway.networking.k8s.io/'))
      .filter((found) => !claims(found))
      .map(({ kind, object }) => (kind === 'Deployment' ? alone(object) : kind === 'Gateway' ? plain(object) : object)),
  )
}

/** Whether its pods wait for a disk. */
function claims({ object }: Found): boolean {
  return JSON.stringify(object).includes('"persistentVolumeClaim"')
}

/** Without servers that need a certificate: nobody hands one out here, and an Envoy that waits for one answers nobody. */
function plain(object: JsonObject): JsonObject {
  const spec: Json | undefined = child(object, 'spec')
  if (!isMap(spec) || !Array.isArray(spec.servers)) return object
  const servers = (spec.servers as readonly Json[]).filter((server) => child(child(server, 'tls'), 'credentialName') === undefined)
  return { ...object, spec: { ...spec, servers } }
}

function alone(object: JsonObject): JsonObject {
  const spec: Json | undefined = child(object, 'spec')
  return isMap(spec) ? { ...object, spec: { ...spec, replicas: 1 } } : object
}
