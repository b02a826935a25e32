import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const nameTooLong = defineDiagnostic<{ owner: string; name: string; length: number; most: number; why: string }>({
  code: 'check/name-too-long',
  severity: 'error',
  message: ({ name, length, most, why }) => `the name \`${name}\` has ${length} characters, and ${why} may have ${most}`,
})

export const nameTaken = defineDiagnostic<{ name: string; first: string; second: string }>({
  code: 'check/name-taken',
  severity: 'error',
  message: ({ name, first, second }) => `\`${name}\` is the name of ${first} and of ${second}`,
  note: () => 'Services, stores, aliases of externals and versions share the names of one namespace.',
})

export const containerNameTaken = defineDiagnostic<{ service: string; name: string }>({
  code: 'check/container-name-taken',
  severity: 'error',
  message: ({ service, name }) => `two containers of \`${service}\` are called \`${name}\``,
})

export const reservedName = defineDiagnostic<{ name: string; by: string }>({
  code: 'check/reserved-name',
  severity: 'error',
  message: ({ name, by }) => `\`${name}\` is the name of ${by}`,
})

/** A Job of a CronJob is named after it, with 11 characters more; a pod of a StatefulSet carries its name and a hash in a label. */
const MOST: { readonly [kind: string]: { readonly most: number; readonly why: string } } = {
  CronJob: { most: 52, why: 'a CronJob' },
  StatefulSet: { most: 52, why: 'a StatefulSet, whose pods have labels of its name and a hash,' },
  Deployment: { most: 63, why: 'a Deployment' },
  DaemonSet: { most: 63, why: 'a DaemonSet' },
  Job: { most: 63, why: 'a Job' },
}

/** Volumes of configuration, of secrets, and of paths that may be written. */
const OWN_VOLUME = /^(?:config-files|secret-files|writable-.*)$/

/** Names that are too long once rendered, that two things have, or that belong to the cluster. */
export const names: Rule = {
  model({ model, report }) {
    const taken = new Map<string, string>()
    for (const service of Object.values(model.services)) {
      const place = atKey(model, 'services', service.name)
      const { most, why } = MOST[service.kind] as (typeof MOST)[string]
      for (const { workload, name: version } of service.versions) {
        const where = version === undefined ? place : atKey(model, 'services', service.name, 'versions', version)
        if (workload.length > most) report(nameTooLong, where, { owner: service.name, name: workload, length: workload.length, most, why })
        if (version !== undefined) take(workload, `version \`${version}\` of service \`${service.name}\``, where)
      }
      take(service.name, `service \`${service.name}\``, place)
      const containers = new Set([service.name])
      for (const [name, path] of [
        ...service.init.map(({ name }, index) => [name, ['init', index, 'name']] as const),
        ...service.sidecars.map(({ name }) => [name, ['sidecars', name]] as const),
      ]) {
        if (containers.has(name))
          report(containerNameTaken, atKey(model, 'services', service.name, ...path), { service: service.name, name })
        containers.add(name)
      }
      for (const volume of Object.keys(service.volumes))
        if (OWN_VOLUME.test(volume))
          report(reservedName, atKey(model, 'services', service.name, 'volumes', volume), {
            name: volume,
            by: 'a volume that platgen adds to pods',
          })
      if (service.name === 'kubernetes') report(reservedName, place, { name: service.name, by: "the cluster's own API server" })
    }
    for (const store of Object.values(model.stores)) {
      const place = atKey(model, 'stores', store.name)
      take(store.name, `store \`${store.name}\``, place)
      const { most, why } = MOST.StatefulSet as (typeof MOST)[string]
      if (store.external === undefined && store.name.length > most)
        report(nameTooLong, place, { owner: store.name, name: store.name, length: store.name.length, most, why })
    }
    for (const external of Object.values(model.externals))
      take(external.name, `external \`${external.name}\``, atKey(model, 'externals', external.name))

    function take(name: string, what: string, place: ReturnType<typeof atKey>): void {
      const before = taken.get(name)
      if (before === undefined) taken.set(name, what)
      else report(nameTaken, place, { name, first: before, second: what })
    }
  },
}
