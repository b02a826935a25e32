import type { Spot } from '../diagnostics/diagnostic.ts'
import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model, Service } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const mountedTwice = defineDiagnostic<{ service: string; container: string; path: string; first: string; second: string }>({
  code: 'check/mounted-twice',
  severity: 'error',
  message: ({ service, path, first, second }) => `two things of \`${service}\` are mounted at \`${path}\`: ${first} and ${second}`,
  note: () => 'Kubernetes refuses a pod with two mounts at one path.',
})

export const volumeSources = defineDiagnostic<{ service: string; volume: string; sources: readonly string[] }>({
  code: 'check/volume-sources',
  severity: 'error',
  message: ({ service, volume, sources }) =>
    sources.length === 0
      ? `nothing says what the volume \`${volume}\` of \`${service}\` is`
      : `the volume \`${volume}\` of \`${service}\` is ${sources.map((source) => `\`${source}\``).join(' and ')} at once`,
  note: () => 'Exactly one of `size` (a claim of its own), `claim`, `empty`, `hostPath`, `nfs`, `config` and `secret`.',
})

export const neverMounted = defineDiagnostic<{ service: string; volume: string }>({
  code: 'check/never-mounted',
  severity: 'error',
  message: ({ service, volume }) => `no container of \`${service}\` mounts the volume \`${volume}\``,
  note: () => 'Say `mount` for the main container, or name it under the `mounts` of another one.',
})

const SOURCES = ['size', 'claim', 'empty', 'hostPath', 'nfs', 'config', 'secret'] as const

interface Mount {
  readonly path: string
  readonly what: string
  readonly place: Spot
}

/** Two mounts at one path, volumes that are nothing or two things, and volumes that nobody sees. */
export const mounts: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      for (const [name, volume] of Object.entries(service.volumes)) {
        const sources = SOURCES.filter((source) => volume[source] !== undefined)
        if (sources.length !== 1)
          report(volumeSources, atKey(model, 'services', service.name, 'volumes', name), { service: service.name, volume: name, sources })
        const seen =
          volume.mount !== undefined || [...service.init, ...service.sidecars].some((container) => Object.hasOwn(container.mounts, name))
        if (!seen) report(neverMounted, atKey(model, 'services', service.name, 'volumes', name), { service: service.name, volume: name })
      }
      collide(mainMounts(service, model), service.name)
      for (const [index, step] of service.init.entries()) collide(ownMounts(step.mounts, ['init', index]), step.name)
      for (const sidecar of service.sidecars) collide(ownMounts(sidecar.mounts, ['sidecars', sidecar.name]), sidecar.name)

      function ownMounts(mounted: Service['sidecars'][number]['mounts'], where: readonly (string | number)[]): readonly Mount[] {
        return Object.entries(mounted).map(([volume, { path }]) => ({
          path,
          what: `volume \`${volume}\``,
          place: atKey(model, 'services', service.name, ...where, 'mounts', volume),
        }))
      }

      function collide(all: readonly Mount[], container: string): void {
        const taken = new Map<string, Mount>()
        for (const mount of all) {
          const path = mount.path.replace(/\/+$/, '') || '/'
          const before = taken.get(path)
          if (before === undefined) taken.set(path, mount)
          else
            report(
              mountedTwice,
              mount.place,
              { service: service.name, container, path, first: before.what, second: mount.what },
              { related: [{ message: 'the other one', place: before.place }] },
            )
        }
      }
    }
  },
}

function mainMounts(service: Service, model: Model): readonly Mount[] {
  const spot = (...path: readonly string[]) => atKey(model, 'services', service.name, ...path)
  return [
    ...Object.entries(service.volumes).flatMap(([name, { mount }]) =>
      mount === undefined
        ? []
        : [{ path: mount, what: `volume \`${name}\``, place: at(model, 'services', service.name, 'volumes', name, 'mount') }],
    ),
    ...service.writable.map(({ path }) => ({ path, what: 'a writable path', place: spot('writable', path) })),
    ...service.files.map(({ path }) => ({ path, what: 'a file', place: spot('files', path) })),
    ...service.secrets
      .filter(({ as }) => as !== 'env')
      .map(({ name, path }) => ({ path, what: `secret \`${name}\``, place: spot('secrets', name) })),
  ]
}
