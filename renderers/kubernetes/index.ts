import { defineRenderer, object } from '../../engine/sdk.ts'
import { environmentObjects } from './environment.ts'
import { serviceObjects } from './service.ts'
import { storeObjects } from './stores/store.ts'

export default defineRenderer({
  name: 'kubernetes',
  summary: 'Everything that runs on a cluster: namespaces, workloads, Services, routes, policies, accounts, storage and stores.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *environment(model) {
    for (const made of environmentObjects(model)) yield object(made)
  },

  *service(workload, model) {
    const made = workload.type === 'service' ? serviceObjects(workload, model) : storeObjects(workload, model)
    for (const one of made) yield object(one)
  },
})
