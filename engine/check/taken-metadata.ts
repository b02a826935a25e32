import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Model, Service } from '../resolve/model.ts'
import { writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const metadataTaken = defineDiagnostic<{ owner: string; key: string; why: string }>({
  code: 'check/metadata-taken',
  severity: 'error',
  message: ({ owner, key, why }) => `\`${owner}\` can't say \`${key}\`: ${why}`,
  note: () => 'What is written here would be overwritten. Choose a name of your own, with a domain of yours in front of it.',
})

/** Labels and annotations that platgen sets itself, so that what the user says of them would be lost. */
export const takenMetadata: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      tell(['services', service.name, 'labels'], Object.keys(service.labels), service.name, (key) => labelTaken(key, service))
      tell(['services', service.name, 'annotations'], Object.keys(service.annotations), service.name, (key) =>
        annotationTaken(key, service, model),
      )
    }
    tell(['environment', 'labels'], Object.keys(model.environment.labels), model.environment.name, (key) => namespaceLabelTaken(key, model))

    function tell(path: readonly string[], keys: readonly string[], owner: string, taken: (key: string) => string | undefined): void {
      for (const key of keys) {
        const why = taken(key)
        const place = why === undefined ? undefined : writtenAt(model, ...path, key)
        if (why !== undefined && place !== undefined) report(metadataTaken, place, { owner, key, why })
      }
    }
  },
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const OURS: readonly string[] = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (part) => `app.kubernetes.io/${part}`,
)

function labelTaken(key: string, service: Service): string | undefined {
  if (OURS.includes(key)) return 'selectors are made of it'
  if (key === 'version' && service.versions.some(({ name }) => name !== undefined)) return 'its versions are told apart by it'
  if (key === 'app' && service.rollout.canary?.by === 'flagger') return 'Flagger tells old and new pods apart by it'
  return undefined
}

function annotationTaken(key: string, { metrics, kind }: Service, { mesh }: Model): string | undefined {
  if (key === 'checksum/config') return 'pods are rolled when it changes'
  if (metrics !== undefined && /^prometheus\.io\/(scrape|port|path)$/.test(key)) return '`metrics` says it'
  if (key === 'sidecar.istio.io/nativeSidecar' && mesh.provider === 'istio' && (kind === 'Job' || kind === 'CronJob'))
    return 'its proxy has to end with it'
  return undefined
}

function namespaceLabelTaken(key: string, { mesh }: Model): string | undefined {
  if (OURS.includes(key)) return 'it says that the namespace belongs to the platform'
  if (key.startsWith('pod-security.kubernetes.io/')) return '`podSecurity` says it'
  if (mesh.provider !== 'none' && (key === 'istio-injection' || key === 'istio.io/rev')) return '`mesh` says it'
  return key === 'kubernetes.io/metadata.name' ? 'the API server sets it' : undefined
}
