import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { byteCount } from '../kinds/bytes.ts'
import { cpuMillis } from '../kinds/cpu.ts'
import type { Resources, Service, Store } from '../resolve/model.ts'
import { at } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const overQuota = defineDiagnostic<{ environment: string; need: string; quota: string; largest: readonly string[] }>({
  code: 'check/over-quota',
  severity: 'error',
  message: ({ environment, need, quota }) =>
    `at their highest numbers of replicas the services of \`${environment}\` need ${need}, and its quota is ${quota}`,
  note: ({ largest }) => `Most of it is for ${largest.map((name) => `\`${name}\``).join(', ')}. Pods beyond the quota would never start.`,
})

interface Need {
  readonly name: string
  readonly cpu: number
  readonly memory: number
  readonly cpuLimits: number
  readonly memoryLimits: number
  readonly pods: number
  readonly storage: number
  readonly claims: number
  readonly loadBalancers: number
}

/** What all services and stores can ask for together, against the environment's quota. DaemonSets count once, since nodes are not known. */
export const quota: Rule = {
  model({ model, report }) {
    const { quota: limits } = model.environment
    if (limits === undefined) return
    const needs = [
      ...Object.values(model.services)
        .filter(({ namespace }) => namespace === model.environment.namespace)
        .map(serviceNeed),
      ...Object.values(model.stores)
        .filter(({ external }) => external === undefined)
        .map(storeNeed),
    ]
    compare('cpu', limits.cpu, cpuMillis, (value) => `${value / 1000} cores of CPU requests`)
    compare('memory', limits.memory, byteCount, (value) => `${gibibytes(value)} of memory requests`)
    compare('cpuLimits', limits.cpuLimits, cpuMillis, (value) => `${value / 1000} cores of CPU limits`)
    compare('memoryLimits', limits.memoryLimits, byteCount, (value) => `${gibibytes(value)} of memory limits`)
    compare('pods', limits.pods, Number, (value) => `${value} pods`)
    compare('storage', limits.storage, byteCount, (value) => `${gibibytes(value)} of storage`)
    compare('claims', limits.claims, Number, (value) => `${value} claims`)
    compare('loadBalancers', limits.loadBalancers, Number, (value) => `${value} load balancers`)

    function compare<T extends string | number>(
      key: Exclude<keyof Need, 'name'>,
      limit: T | undefined,
      count: (value: T) => number,
      print: (value: number) => string,
    ): void {
      if (limit === undefined) return
      const sum = needs.reduce((total, need) => total + need[key], 0)
      if (sum <= count(limit)) return
      const largest = [...needs]
        .sort((a, b) => b[key] - a[key] || (a.name < b.name ? -1 : 1))
        .slice(0, 3)
        .map(({ name }) => name)
      report(overQuota, at(model, 'environment', 'quota', key), {
        environment: model.environment.name,
        need: print(sum),
        quota: String(limit),
        largest,
      })
    }
  },
}

/** Pods that may run at once, a rolling update's extra one included where the strategy makes one. */
function podsOf(service: Service): number {
  if (service.kind === 'DaemonSet') return 1
  if (service.kind === 'Job' || service.kind === 'CronJob') return service.job.parallel
  const surge = service.kind === 'Deployment' && service.rollout.strategy === 'RollingUpdate' ? service.versions.length : 0
  return service.versions.reduce((sum, version) => sum + version.replicas.max, surge)
}

function serviceNeed(service: Service): Need {
  const pods = podsOf(service)
  const containers: readonly Resources[] = [service.resources, ...service.sidecars.map(({ resources }) => resources)]
  const claims = Object.values(service.volumes).filter(({ size }) => size !== undefined)
  const copies = service.kind === 'StatefulSet' ? pods : 1
  return {
    name: service.name,
    ...sums(containers, pods),
    pods: pods + (service.migrate === undefined ? 0 : 1),
    storage: copies * claims.reduce((total, { size }) => total + byteCount(size as string), 0),
    claims: copies * claims.length,
    loadBalancers: service.service.type === 'LoadBalancer' ? 1 : 0,
  }
}

function storeNeed(store: Store): Need {
  return { name: store.name, ...sums([store.resources], 1), pods: 1, storage: byteCount(store.storage.size), claims: 1, loadBalancers: 0 }
}

function sums(containers: readonly Resources[], pods: number): Pick<Need, 'cpu' | 'memory' | 'cpuLimits' | 'memoryLimits'> {
  const total = (pick: (resources: Resources) => number) => pods * containers.reduce((sum, resources) => sum + pick(resources), 0)
  return {
    cpu: total(({ requests }) => cpuMillis(requests.cpu)),
    memory: total(({ requests }) => byteCount(requests.memory)),
    cpuLimits: total(({ limits }) => (limits.cpu === undefined ? 0 : cpuMillis(limits.cpu))),
    memoryLimits: total(({ limits }) => byteCount(limits.memory)),
  }
}

function gibibytes(bytes: number): string {
  return `${Math.round((bytes / 1024 ** 3) * 100) / 100}Gi`
}
