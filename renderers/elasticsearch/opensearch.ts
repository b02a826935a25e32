import type { Component, JsonObject, Login, Model, SearchCluster, SearchOutput } from '../../engine/sdk.ts'
import { byteCount, writeYaml } from '../../engine/sdk.ts'
import { nodesOf, nodeWords, waiversOf } from './nodes.ts'

type Template = (name: string, view: object) => string

const HOME = '/usr/share/opensearch'
const FOLDER = '/etc/opensearch-setup'

/** An OpenSearch of equal nodes, with its security plugin: each can manage the cluster, and each holds data. */
export function openSearch(output: SearchOutput, run: SearchCluster, login: Login, model: Model, template: Template): Component {
  const { service: name } = run
  const heap = Math.floor(byteCount(run.resources.memory.request) / 2 ** 21)
  return {
    name,
    says: ['logging', 'to', output.name, 'opensearch', 'run'],
    namespace: model.logging.namespace,
    podSecurity: 'privileged',
    service: {
      ...nodeWords(run, HOME),
      command: ['bash', `${FOLDER}/start.sh`],
      ports: { https: 9200, 'tcp-transport': 9300 },
      env: {
        POD_NAME: { field: 'metadata.name' },
        // It does not look at the limit of its container.
        OPENSEARCH_JAVA_OPTS: `-Xms${heap}m -Xmx${heap}m`,
        DISABLE_INSTALL_DEMO_CONFIG: 'true',
        DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI: 'true',
      },
      secrets: { LOGIN_PASSWORD: { ref: `${login.password.secret}/${login.password.key}`, as: 'file-env' } },
      files: {
        [`${FOLDER}/opensearch.yml`]: writeYaml([settings(output, run, model)]),
        [`${FOLDER}/start.sh`]: template('opensearch.sh', { folder: FOLDER, user: JSON.stringify(login.user) }),
      },
      health: { ready: { port: 'https', tcp: true }, live: { port: 'tcp-transport', tcp: true, period: '30s' }, startup: '10m' },
      // Its tools are only its own user's.
      security: { user: 1000, group: 1000 },
      waivers: { ...waiversOf(run), root: 'The tools of its image are only those of this user.' },
    },
  }
}

/** https://docs.opensearch.org/latest/install-and-configure/configuring-opensearch/; `${POD_NAME}` is read from the environment. */
function settings(output: SearchOutput, run: SearchCluster, model: Model): JsonObject {
  const { names, hosts, domain } = nodesOf(run, model)
  const certificates = (side: string): JsonObject => ({
    [`plugins.security.ssl.${side}.pemcert_filepath`]: 'certs/tls.crt',
    [`plugins.security.ssl.${side}.pemkey_filepath`]: 'certs/tls.key',
    [`plugins.security.ssl.${side}.pemtrustedcas_filepath`]: 'certs/ca.crt',
  })
  return {
    'cluster.name': `${model.platform.name}-${model.environment.name}-${output.name}`,
    'node.name': '${POD_NAME}',
    'network.host': '0.0.0.0',
    // Whoever is one of several finds the others by their names, and the first of all managers is chosen among all of them, once.
    ...(run.replicas === 1
      ? { 'discovery.type': 'single-node' }
      : {
          'network.publish_host': `\${POD_NAME}.${domain}`,
          'discovery.seed_hosts': hosts,
          'cluster.initial_cluster_manager_nodes': names,
        }),
    ...(run.kernel ? {} : { 'node.store.allow_mmap': false }),
    ...certificates('transport'),
    'transport.ssl.enforce_hostname_verification': false,
    'plugins.security.ssl.http.enabled': true,
    ...certificates('http'),
    // Whoever has a certificate of this authority is a node: the authority is the list.
    'plugins.security.nodes_dn': ['*'],
    // A new cluster reads its users from the files, an old one never again.
    'plugins.security.allow_default_init_securityindex': true,
    'plugins.security.restapi.roles_enabled': ['all_access', 'security_rest_api_access'],
    'plugins.security.system_indices.enabled': true,
  }
}
