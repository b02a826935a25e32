import type { KubernetesObject, Model, Port, Store } from '../../../engine/sdk.ts'
import type { ServiceObject } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, servingPods } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { servicePort } from '../services/service.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'
import type { StoreProgram } from './program.ts'

/** The label by which Kubernetes tells the pods of a StatefulSet apart. */
const POD = 'statefulset.kubernetes.io/pod-name'

/** A name for each member, one for clients, and where only the first member may be written to, one for reading from any. */
export function* storeServices(store: Store, runs: StoreProgram, model: Model): Iterable<KubernetesObject> {
  const primary = store.firstLeads
  yield service(store, store.headless, { clusterIP: 'None', publishNotReadyAddresses: true }, headlessPorts(store, runs), model)
  yield service(store, store.name, {}, [store.port, ...store.morePorts], model, primary)
  if (primary) yield service(store, `${store.name}-read`, {}, [store.port], model)
}

/** Every port once: a member is called by its own name on any of them. */
function headlessPorts(store: Store, runs: StoreProgram): readonly Port[] {
  const all = [store.port, ...runs.ports, ...runs.beside.flatMap(({ ports }) => ports)]
  const seen = new Set<number>()
  return all.filter(({ port }) => !seen.has(port) && seen.add(port)).map((port) => ({ ...port, servicePort: port.port }))
}

function service(
  store: Store,
  name: string,
  more: Partial<ServiceObject['spec']>,
  ports: readonly Port[],
  model: Model,
  primary = false,
): ServiceObject {
  const selector = primary ? { ...servingPods(store), [POD]: store.members[0]?.name ?? store.name } : servingPods(store)
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, store.namespace, ownedLabels(model, store), primary ? ONE_POD : {}),
    spec: { type: 'ClusterIP', ...more, selector, ports: ports.map(servicePort) },
  }
}

const ONE_POD = waiverAnnotations([
  {
    name: 'primary',
    reason: 'it leads to the primary, by the label that Kubernetes gives each pod of a StatefulSet',
    rules: rules({ kubeScore: ['service-targets-pod'], kubeLinter: ['dangling-service'] }),
  },
])
