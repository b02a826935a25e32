import type { Component, JsonObject, Model, SearchCluster, SearchOutput } from '../../engine/sdk.ts'
import { writeYaml } from '../../engine/sdk.ts'
import { frontAuthority, frontComponent, frontName, type Said } from './front.ts'

const FILE = '/usr/share/opensearch-dashboards/config/opensearch_dashboards.yml'

/** OpenSearch Dashboards in front of a cluster that runs here. */
export function dashboards(output: SearchOutput, run: SearchCluster, said: Said, model: Model): Component {
  return {
    says: ['logging', 'to', output.name, 'opensearch', 'run', 'kibana'],
    ...frontComponent(run, said, model, {
      files: { [FILE]: writeYaml([settings(output, run, said)]) },
      secrets: { LOGIN_PASSWORD: { ref: said.password, as: 'env' }, CA: `${run.certificate}/ca.crt` },
      writable: { '/usr/share/opensearch-dashboards/data': '128Mi', '/tmp': '128Mi' },
      health: { ready: { path: '/app/login', timeout: '5s' }, live: { tcp: true, period: '30s' }, startup: '10m' },
      security: { user: 1000, group: 1000 },
      waivers: {
        root: 'The files of its image are those of this user.',
        secretEnv: 'Its configuration takes passwords from the environment only.',
      },
    }),
  }
}

/** https://docs.opensearch.org/latest/install-and-configure/configuring-dashboards/; `${LOGIN_PASSWORD}` is read from the environment. */
function settings(output: SearchOutput, run: SearchCluster, said: Said): JsonObject {
  return {
    'server.name': frontName(run),
    'server.host': '0.0.0.0',
    'opensearch.hosts': [`https://${output.host}:${output.port}`],
    'opensearch.username': 'kibanaserver',
    'opensearch.password': '${LOGIN_PASSWORD}',
    'opensearch.ssl.certificateAuthorities': [frontAuthority(run)],
    'opensearch.ssl.verificationMode': 'full',
    'opensearch.requestHeadersAllowlist': ['authorization', 'securitytenant'],
    // Sessions of one pod are those of all; everybody knows the default.
    'opensearch_security.cookie.password': 'sessions of people, closed with ${LOGIN_PASSWORD}',
    'opensearch_security.cookie.secure': said.expose?.tls !== undefined,
    'opensearch_security.readonly_mode.roles': ['kibana_read_only'],
    // Views and searches are there for everybody.
    'opensearch_security.multitenancy.enabled': true,
    'opensearch_security.multitenancy.tenants.preferred': ['Global', 'Private'],
  }
}
