import { defineRenderer, object, text } from '../../engine/sdk.ts'
import { environmentObjects } from './environment.ts'
import { reportClasses, reportEnvironment } from './environment-reports.ts'
import { handmadeSecrets } from './secrets/secrets.ts'
import { secretsView } from './secrets/view.ts'
import { serviceObjects } from './service.ts'
import { reportService } from './service-reports.ts'
import { nfsProvisioners } from './storage/nfs-provisioner.ts'
import { backupComponents } from './stores/backup/components.ts'
import { storeObjects } from './stores/store.ts'
import { usersComponent } from './stores/users/component.ts'

export default defineRenderer({
  name: 'kubernetes',
  summary: 'Everything that runs on a cluster: namespaces, workloads, Services, routes, policies, accounts, storage and stores.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { image }) {
    yield* nfsProvisioners(model, image)
    for (const store of Object.values(model.stores)) {
      yield* usersComponent(store, model)
      yield* backupComponents(store, model)
    }
  },

  platform(models, { report }) {
    reportClasses(models, report)
    return []
  },

  *environment(model, { report, template }) {
    reportEnvironment(model, report)
    for (const made of environmentObjects(model)) yield object(made)
    const secrets = handmadeSecrets(model)
    if (secrets.length > 0)
      yield text(`${model.environment.name}/secrets.md`, template('secrets.md', secretsView(secrets, model)), undefined)
  },

  *service(workload, model, { report }) {
    if (workload.type === 'service') reportService(workload, model, report)
    const made = workload.type === 'service' ? serviceObjects(workload, model) : storeObjects(workload, model)
    for (const one of made) yield object(one)
  },
})
