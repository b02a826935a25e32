import type { JsonObject, Model } from '../../engine/sdk.ts'
import { certificateNeed, classValue, issued, keyRef, type Place, type Release, withOwn } from './release.ts'

type Harbor = NonNullable<Model['tools']['harbor']>

/** https://github.com/goharbor/harbor-helm The registry is reached as `registry.host` says; that is where nodes pull and pipelines push. */
export function harbor(tool: Harbor, place: Place): Release {
  const { registry, ingress } = place.model
  const address = registry?.host ?? ''
  const host = address.replace(/:\d+$/, '')
  const admin = keyRef(tool.admin)
  const volume = (size: string): JsonObject => ({ ...classValue(tool.class, place), size })
  const { storage, replicas } = tool
  const values: JsonObject = {
    externalURL: `https://${address}`,
    expose: {
      type: 'ingress',
      tls: { enabled: true, certSource: 'secret', secret: { secretName: tool.tls } },
      ingress: {
        className: ingress.class,
        hosts: { core: host },
        annotations: {
          'ingress.kubernetes.io/proxy-body-size': '0',
          'nginx.ingress.kubernetes.io/proxy-body-size': '0',
          ...issued(place),
        },
      },
    },
    existingSecretAdminPassword: admin.name,
    existingSecretAdminPasswordKey: admin.key,
    persistence: {
      enabled: true,
      resourcePolicy: 'keep',
      persistentVolumeClaim: {
        registry: volume(storage.registry),
        database: volume(storage.database),
        redis: volume(storage.redis),
        trivy: volume(storage.trivy),
        jobservice: { jobLog: volume(storage.jobs) },
      },
    },
    // Volumes that one node may mount: a second pod would wait for ever.
    updateStrategy: { type: 'Recreate' },
    core: { replicas },
    portal: { replicas },
    metrics: { enabled: true },
  }
  return {
    name: 'harbor',
    namespace: tool.namespace,
    repository: 'https://helm.goharbor.io',
    chart: 'harbor',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [{ name: admin.name, keys: [admin.key] }, ...certificateNeed(tool.tls, place)],
  }
}
