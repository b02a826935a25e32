export default {
  name: 'agents',
  summary: 'An agent.',
  options: { type: 'object', additionalProperties: false, properties: {} },
  *components() {
    yield { name: 'agent', says: ['monitoring'], service: { image: 'registry.example.com/agent:1.0.0', ports: { http: 8080 } } }
  },
  *environment() {},
}
