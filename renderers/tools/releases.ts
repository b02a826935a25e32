import { certManager, ingressNginx, metricsServer } from './cluster-tools.ts'
import { gitlab, sonarqube } from './delivery-tools.ts'
import { harbor } from './harbor.ts'
import { type Place, type Release, withOwn } from './release.ts'

/** Every chart of a cluster, in an order to install them: what others need comes first. */
export function releasesOf(place: Place): readonly Release[] {
  const { tools } = place.model
  return [
    ...(tools['metrics-server'] === undefined ? [] : [metricsServer(tools['metrics-server'])]),
    ...(tools['cert-manager'] === undefined ? [] : [certManager(tools['cert-manager'])]),
    ...(tools['ingress-nginx'] === undefined ? [] : [ingressNginx(tools['ingress-nginx'], place)]),
    ...(tools.harbor === undefined ? [] : [harbor(tools.harbor, place)]),
    ...(tools.gitlab === undefined ? [] : [gitlab(tools.gitlab, place)]),
    ...(tools.sonarqube === undefined ? [] : [sonarqube(tools.sonarqube, place)]),
    ...Object.entries(tools.charts).map(
      ([name, { repository, chart, version, namespace = name, values }]): Release => ({
        name,
        namespace,
        repository,
        chart,
        version,
        values: withOwn({}, values),
        secrets: [],
      }),
    ),
  ]
}
