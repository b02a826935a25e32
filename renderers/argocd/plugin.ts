import { type FileArtifact, type KubernetesObject, writeYaml } from '../../engine/sdk.ts'
import type { Options } from './options.ts'

const NAME = 'argocd-cmp-platgen'
/** The home of its user, in the image of Argo CD. */
const HOME = '/home/argocd'
const SERVER = `${HOME}/cmp-server`

/**
 * Lets Argo CD run platgen: what the plugin does, and the container beside the repo server that has it.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/config-management-plugins/
 */
export function* pluginFiles({ namespace, image }: Options): Iterable<FileArtifact> {
  yield { type: 'yaml', path: 'plugin/config-map.yaml', documents: [configMap(namespace)] }
  yield { type: 'yaml', path: 'plugin/repo-server-patch.yaml', documents: [repoServer(namespace, image)] }
}

/** The value of the environment comes from the Application, and is one word of a command: nothing of it is read by a shell. */
function configMap(namespace: string): KubernetesObject {
  const plugin = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ConfigManagementPlugin',
    metadata: { name: 'platgen' },
    spec: {
      discover: { fileName: './platform.yaml' },
      generate: { command: ['sh', '-c', 'exec platgen render --env "$ARGOCD_ENV_ENVIRONMENT" --only manifests --stdout'] },
    },
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace },
    data: { 'plugin.yaml': writeYaml([plugin]) },
  } as KubernetesObject
}

/** A patch of the Deployment that Argo CD brings along: `kubectl patch` or a Kustomize overlay applies it. */
function repoServer(namespace: string, image: string): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'argocd-repo-server', namespace },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'platgen',
              image,
              command: ['/var/run/argocd/argocd-cmp-server'],
              securityContext: {
                runAsNonRoot: true,
                runAsUser: 999,
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
                seccompProfile: { type: 'RuntimeDefault' },
              },
              resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
              volumeMounts: [
                { name: 'var-files', mountPath: '/var/run/argocd' },
                { name: 'plugins', mountPath: `${SERVER}/plugins` },
                { name: 'platgen-plugin', mountPath: `${SERVER}/config/plugin.yaml`, subPath: 'plugin.yaml' },
                // The plugin's own: what others leave in /tmp must not reach it.
                { name: 'platgen-tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'platgen-plugin', configMap: { name: NAME } },
            { name: 'platgen-tmp', emptyDir: {} },
          ],
        },
      },
    },
  }
}
