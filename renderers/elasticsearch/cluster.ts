import type { Component, JsonObject, Model, SearchCluster, SearchOutput } from '../../engine/sdk.ts'
import { nodesOf, nodeWords, waiversOf } from './nodes.ts'

const HOME = '/usr/share/elasticsearch'

/** An Elasticsearch of equal nodes: each can be master, and each holds data. */
export function cluster(output: SearchOutput, run: SearchCluster, model: Model): Component {
  const { service: name, replicas } = run
  const namespace = model.logging.namespace
  const { names, hosts, domain } = nodesOf(run, model)
  return {
    name,
    says: ['logging', 'to', output.name, 'elasticsearch', 'run'],
    namespace,
    podSecurity: 'privileged',
    service: {
      ...nodeWords(run, HOME),
      ports: { https: 9200, 'tcp-transport': 9300, 'tcp-ready': 9399 },
      env: {
        POD_NAME: { field: 'metadata.name' },
        ...settings({
          'cluster.name': `${model.platform.name}-${model.environment.name}-${output.name}`,
          'node.name': '$(POD_NAME)',
          'network.host': '0.0.0.0',
          // Whoever is one of several finds the others by their names, and the first of all masters is chosen among all of them, once.
          ...(replicas === 1
            ? { 'discovery.type': 'single-node' }
            : {
                'network.publish_host': `$(POD_NAME).${domain}`,
                'discovery.seed_hosts': hosts.join(','),
                'cluster.initial_master_nodes': names.join(','),
              }),
          'readiness.port': '9399',
          'xpack.security.enabled': 'true',
          ...tls('transport'),
          ...tls('http'),
          ...(run.kernel ? {} : { 'node.store.allow_mmap': 'false' }),
        }),
      },
      secrets:
        output.login === undefined
          ? {}
          : { ELASTIC_PASSWORD: { ref: `${output.login.password.secret}/${output.login.password.key}`, as: 'env' } },
      health: { ready: { port: 'tcp-ready', tcp: true }, live: { port: 'tcp-transport', tcp: true, period: '30s' }, startup: '10m' },
      waivers: {
        ...waiversOf(run),
        ...(output.login === undefined ? {} : { secretEnv: 'Its image reads the first password from its environment.' }),
      },
    },
  }
}

/** https://www.elastic.co/guide/en/elasticsearch/reference/8.19/docker.html: a dot is `_` there, and a `_` is two. */
function settings(all: { readonly [setting: string]: string }): JsonObject {
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`ES_SETTING_${key.replaceAll('_', '__').replaceAll('.', '_').toUpperCase()}`, value]),
  )
}

function tls(side: 'transport' | 'http'): { readonly [setting: string]: string } {
  const prefix = `xpack.security.${side}.ssl`
  return {
    [`${prefix}.enabled`]: 'true',
    ...(side === 'transport' ? { [`${prefix}.verification_mode`]: 'certificate' } : {}),
    [`${prefix}.certificate`]: 'certs/tls.crt',
    [`${prefix}.key`]: 'certs/tls.key',
    [`${prefix}.certificate_authorities`]: 'certs/ca.crt',
  }
}
