import { type Model, type Store, writeYaml } from '../../../../engine/sdk.ts'
import { BUCKET, ownBucket } from '../../../_shared/own-bucket.ts'
import { endpoint } from '../backup/copies.ts'
import { LIVE, memoryShare, PLAIN, ready, STARTUP, type StoreProgram, script, secretFile, TLS, TLS_FOLDER } from '../program.ts'

const HOME = '/usr/share/elasticsearch'
const CONFIG = '/run/elasticsearch'

/**
 * Its configuration lies in a folder of its own, because it keeps its keystore there. It maps no files into memory, which would need a setting of the node.
 * https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-prod
 */
export function elasticsearch(store: Store, model: Model): StoreProgram {
  const secure = store.tls !== undefined
  const heap = memoryShare(store, 0.5)
  const tcp = { tcpSocket: { port: store.port.port } }
  return {
    ...PLAIN,
    command: ['sh', `${store.folders.configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [
      { name: 'ES_JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m` },
      { name: 'ES_PATH_CONF', value: CONFIG },
      { name: 'ES_TMPDIR', value: '/tmp' },
    ],
    writable: [
      { path: '/tmp', size: '128Mi', medium: undefined },
      { path: CONFIG, size: '16Mi', medium: undefined },
      { path: `${HOME}/logs`, size: '256Mi', medium: undefined },
    ],
    files: { 'elasticsearch.yml': config(store, model), 'start.sh': startScript(store, secure) },
    ports: store.peers,
    startup: { ...tcp, ...STARTUP },
    live: { ...tcp, ...LIVE },
    // It knows who leads the cluster. Whether all shards are somewhere is for alerts: a pod that waits for that would wait for the others.
    ready: ready([
      `curl --silent --fail --max-time 4${secure ? ` --cacert ${TLS.ca} --connect-to ::127.0.0.1:` : ''} \\`,
      `  --user "elastic:$(cat ${secretFile(store, 'password')})" ${secure ? `https://${store.name}` : 'http://127.0.0.1'}:${store.port.port}/_cluster/health?timeout=2s >/dev/null`,
    ]),
    together: store.replicas > 1,
  }
}

/** elasticsearch.yml: https://www.elastic.co/docs/deploy-manage/deploy/self-managed/important-settings-configuration */
function config(store: Store, model: Model): string {
  const members = store.replicas > 1
  const bucket = ownBucket(store)
  const encrypt = (layer: string) => ({
    [`xpack.security.${layer}.ssl.enabled`]: true,
    [`xpack.security.${layer}.ssl.certificate`]: `${CONFIG}/tls/tls.crt`,
    [`xpack.security.${layer}.ssl.key`]: `${CONFIG}/tls/tls.key`,
    [`xpack.security.${layer}.ssl.certificate_authorities`]: [`${CONFIG}/tls/ca.crt`],
  })
  return writeYaml([
    {
      'cluster.name': `${model.platform.name}-${model.environment.name}-${store.name}`,
      'node.name': '${HOSTNAME}',
      'network.host': '0.0.0.0',
      'http.port': store.port.port,
      'path.data': store.folders.data,
      'node.store.allow_mmap': false,
      ...(members
        ? {
            'network.publish_host': `\${HOSTNAME}.${store.members[0]?.host.slice(`${store.name}-0.`.length)}`,
            'discovery.seed_hosts': store.members.map(({ host }) => host),
            'cluster.initial_master_nodes': store.members.map(({ name }) => name),
          }
        : { 'discovery.type': 'single-node' }),
      'action.destructive_requires_name': true,
      'xpack.security.enabled': true,
      ...(store.tls === undefined
        ? { 'xpack.security.http.ssl.enabled': false, 'xpack.security.transport.ssl.enabled': false }
        : { ...encrypt('http'), ...encrypt('transport'), 'xpack.security.transport.ssl.verification_mode': 'certificate' }),
      // https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/s3-repository-settings
      ...(bucket === undefined
        ? {}
        : {
            's3.client.default.endpoint': endpoint(bucket, model),
            's3.client.default.region': bucket.region,
            's3.client.default.path_style_access': true,
          }),
      ...store.config,
    },
  ])
}

function startScript(store: Store, secure: boolean): string {
  return script([
    '#!/bin/sh',
    'set -eu',
    `cp -r ${HOME}/config/. ${CONFIG}/`,
    `cp ${store.folders.configuration}/elasticsearch.yml ${CONFIG}/`,
    ...(secure ? [`mkdir -p ${CONFIG}/tls`, `cp ${TLS_FOLDER}/tls.crt ${TLS_FOLDER}/tls.key ${TLS_FOLDER}/ca.crt ${CONFIG}/tls/`] : []),
    ...(ownBucket(store) === undefined
      ? [`ELASTIC_PASSWORD=$(cat ${secretFile(store, 'password')})`, 'export ELASTIC_PASSWORD']
      : keystore(store)),
    'exec /usr/local/bin/docker-entrypoint.sh eswrapper "$@"',
  ])
}

/** The keys of its bucket are read from its keystore only, which is made anew at each start; then the first password lies there as well. https://www.elastic.co/docs/deploy-manage/security/secure-settings */
function keystore(store: Store): readonly string[] {
  const add = (file: string, setting: string) => `${HOME}/bin/elasticsearch-keystore add --stdin --force ${setting} < ${file}`
  return [
    `rm -f ${CONFIG}/elasticsearch.keystore`,
    `${HOME}/bin/elasticsearch-keystore create`,
    add(secretFile(store, 'password'), 'bootstrap.password'),
    add(`${BUCKET}/access-key`, 's3.client.default.access_key'),
    add(`${BUCKET}/secret-key`, 's3.client.default.secret_key'),
  ]
}
