const probes = { ready: '/ready', live: '/live' }

export default {
  name: 'agents',
  summary: 'An agent on every node, and a page that shows what they saw.',
  options: { type: 'object', additionalProperties: false, properties: {} },
  *components(model) {
    const { namespace } = model.environment
    yield {
      name: 'agent',
      says: ['monitoring'],
      namespace: `${namespace}-agents`,
      podSecurity: 'privileged',
      service: {
        kind: 'DaemonSet',
        image: 'registry.example.com/agent:1.2.3',
        ports: { http: 9000 },
        files: { '/etc/agent/agent.conf': `watch = \${namespace}/${namespace}\n` },
        volumes: { logs: { hostPath: '/var/log', mount: '/var/log', readOnly: true } },
        secrets: { TOKEN: 'agent/token' },
        calls: ['web'],
        health: probes,
        waivers: { privileged: 'It reads the log files of its node.', account: 'It asks which pods there are.' },
      },
      roles: { reader: { cluster: true, rules: [{ resources: ['pods'], verbs: ['get', 'list', 'watch'] }] } },
    }
    yield {
      name: 'agent-page',
      says: ['monitoring'],
      namespace: `${namespace}-pages`,
      mesh: true,
      service: {
        image: 'registry.example.com/agent-page:1.2.3',
        ports: { http: 8080 },
        replicas: 2,
        calls: ['agent'],
        expose: { host: `agents.${model.environment.domain}`, tls: 'agents-tls' },
        health: probes,
      },
    }
    yield {
      name: 'agent-sweeper',
      says: ['monitoring'],
      mesh: false,
      service: { kind: 'CronJob', image: 'registry.example.com/agent-sweeper:1.2.3', schedule: '0 3 * * *', calls: ['agent'] },
    }
  },
  *environment() {},
}
