import type { Component, Model, SearchCluster, SearchOutput } from '../../engine/sdk.ts'
import { frontAuthority, frontComponent, frontName, type Said } from './front.ts'

/** Kibana in front of a cluster that runs here. */
export function kibana(output: SearchOutput, run: SearchCluster, said: Said, model: Model): Component {
  const host = said.expose?.host[0]
  return {
    says: ['logging', 'to', output.name, 'elasticsearch', 'run', 'kibana'],
    ...frontComponent(run, said, model, {
      env: {
        SERVER_NAME: frontName(run),
        SERVER_HOST: '0.0.0.0',
        ...(host === undefined ? {} : { SERVER_PUBLICBASEURL: `${said.expose?.tls === undefined ? 'http' : 'https'}://${host}` }),
        ELASTICSEARCH_HOSTS: `https://${output.host}:${output.port}`,
        ELASTICSEARCH_USERNAME: 'kibana_system',
        ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES: frontAuthority(run),
      },
      secrets: { ELASTICSEARCH_PASSWORD: { ref: said.password, as: 'env' }, CA: `${run.certificate}/ca.crt` },
      writable: { '/usr/share/kibana/data': '128Mi', '/usr/share/kibana/logs': '64Mi', '/tmp': '128Mi' },
      health: { ready: { path: '/login', timeout: '5s' }, live: { tcp: true, period: '30s' }, startup: '10m' },
      waivers: { secretEnv: 'Its image reads passwords from its environment or its own keystore only.' },
    }),
  }
}
