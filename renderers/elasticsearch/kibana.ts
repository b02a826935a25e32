import type { Component, JsonObject, Model, SearchCluster, SearchOutput } from '../../engine/sdk.ts'

/** Kibana in front of a cluster that runs here. */
export function kibana(output: SearchOutput, run: SearchCluster, said: NonNullable<SearchCluster['kibana']>, model: Model): Component {
  const name = `${run.service}-kibana`
  const host = said.expose?.host[0]
  return {
    name,
    says: ['logging', 'to', output.name, 'elasticsearch', 'run', 'kibana'],
    namespace: model.logging.namespace,
    service: {
      description: 'Shows logs.',
      image: said.image,
      ports: { http: 5601 },
      env: {
        SERVER_NAME: name,
        SERVER_HOST: '0.0.0.0',
        ...(host === undefined ? {} : { SERVER_PUBLICBASEURL: `${said.expose?.tls === undefined ? 'http' : 'https'}://${host}` }),
        ELASTICSEARCH_HOSTS: `https://${output.host}:${output.port}`,
        ELASTICSEARCH_USERNAME: 'kibana_system',
        ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES: `/run/secrets/${name}/CA`,
      },
      secrets: { ELASTICSEARCH_PASSWORD: { ref: said.password, as: 'env' }, CA: `${run.certificate}/ca.crt` },
      writable: { '/usr/share/kibana/data': '128Mi', '/usr/share/kibana/logs': '64Mi', '/tmp': '128Mi' },
      health: { ready: { path: '/login', timeout: '5s' }, live: { tcp: true, period: '30s' }, startup: '10m' },
      calls: { [run.service]: { ports: ['https'] } },
      ...(said.expose === undefined ? {} : { expose: said.expose as unknown as JsonObject }),
      replicas: said.replicas,
      resources: { cpu: '200m', memory: '1Gi' },
      waivers: {
        secretEnv: 'Its image reads passwords from its environment or its own keystore only.',
        ...(said.replicas < 2 ? { replicas: 'People can wait while it starts again.' } : {}),
      },
    },
  }
}
