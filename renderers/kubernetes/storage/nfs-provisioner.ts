import type { Component, Image, Model } from '../../../engine/sdk.ts'
import { joined } from '../../_shared/names.ts'
import { nfsProvisioner } from './storage-class.ts'

/** Where the provisioners are. A cluster has one of each, which its environments share. */
const NAMESPACE = 'nfs-provisioner'

/**
 * Makes a folder of a server for each claim: a Deployment for each class that says a server. The kubelet mounts the server, so the pod talks to nobody but the API server.
 * https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/tree/master/deploy
 */
export function* nfsProvisioners(model: Model, choose: (reference: string) => Image): Iterable<Component> {
  for (const [name, { nfs, provisioner }] of Object.entries(model.storage.classes)) {
    if (nfs === undefined) continue
    yield {
      name: joined('nfs', name),
      says: ['storage', 'classes', name],
      namespace: NAMESPACE,
      podSecurity: 'baseline',
      mesh: false,
      service: {
        description: `Makes folders of ${nfs.server} for claims of the class ${name}.`,
        image: choose('registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2').reference,
        env: {
          PROVISIONER_NAME: { value: provisioner === undefined ? nfsProvisioner(name) : provisioner },
          NFS_SERVER: { value: nfs.server },
          NFS_PATH: { value: nfs.path },
          ENABLE_LEADER_ELECTION: { value: 'false' },
        },
        volumes: { root: { mount: '/persistentvolumes', nfs: { server: nfs.server, path: nfs.path } } },
        replicas: 1,
        rollout: 'Recreate',
        health: { disabled: true },
        resources: { cpu: { request: '20m' }, memory: { request: '64Mi', limit: '64Mi' } },
        waivers: {
          replicas: 'Two would both make a folder for the same claim; claims wait for a minute.',
          health: 'It has no port, and no command in its image could ask it.',
          account: 'It makes volumes for claims.',
        },
      },
      roles: {
        volumes: {
          description: 'Makes volumes for claims.',
          cluster: true,
          rules: [
            { resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
            { resources: ['persistentvolumes'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
            { resources: ['persistentvolumeclaims'], verbs: ['get', 'list', 'watch', 'update'] },
            { groups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list', 'watch'] },
            { resources: ['events'], verbs: ['create', 'update', 'patch'] },
          ],
        },
      },
    }
  }
}
