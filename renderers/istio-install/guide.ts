import { shellWord } from '../_shared/quote/shell.ts'
import type { ControlPlane } from './control-plane.ts'
import { gatewayFile, type Proxies, proxiesOf } from './gateways.ts'
import { cniValues, ztunnelValues } from './values.ts'

/** What the page on the installation says, quoted for Markdown and the shell. */
export interface GuideView {
  readonly cluster: string
  readonly istio: string
  readonly environments: string
  readonly steps: readonly { readonly what: string; readonly command: string }[]
  readonly checks: readonly string[]
}

const WHAT: { readonly [For in Proxies['for']]: string } = {
  world: 'The proxies at the edge.',
  inside: 'The proxies at the edge of the own network, without a load balancer.',
  out: 'The proxies that connections leave through.',
}

/** The charts in the order in which they need one another. https://istio.io/latest/docs/setup/install/helm/ */
export function guideView(plane: ControlPlane): GuideView {
  const [{ mesh, targets }] = plane.models
  const { install, namespace } = mesh
  const version = install.version === undefined ? `~${targets.istio}.0` : install.version
  const release = (name: string, chart: string, into: string, values: string) =>
    [
      'helm',
      'upgrade',
      '--install',
      name,
      chart,
      '--repo',
      'https://istio-release.storage.googleapis.com/charts',
      '--version',
      version,
      '--namespace',
      into,
      '--create-namespace',
      '--values',
      values,
      '--wait',
    ]
      .map(shellWord)
      .join(' ')
  const suffix = install.revision === undefined ? '' : `-${install.revision}`
  return {
    cluster: plane.cluster,
    istio: targets.istio,
    environments: plane.models.map(({ environment }) => `\`${environment.name}\``).join(', '),
    steps: [
      { what: "The definitions of Istio's objects.", command: release('istio-base', 'base', namespace, 'base.yaml') },
      { what: 'The control plane.', command: release(`istiod${suffix}`, 'istiod', namespace, 'istiod.yaml') },
      ...(cniValues(plane) === undefined
        ? []
        : [
            {
              what: 'The agent that redirects the traffic of pods, on every node.',
              command: release('istio-cni', 'cni', 'kube-system', 'cni.yaml'),
            },
          ]),
      ...(ztunnelValues(plane) === undefined
        ? []
        : [
            {
              what: 'The agent that encrypts the connections of pods, on every node.',
              command: release('ztunnel', 'ztunnel', namespace, 'ztunnel.yaml'),
            },
          ]),
      ...proxiesOf(plane).map((proxies) => ({
        what: WHAT[proxies.for],
        command: release(proxies.release, 'gateway', proxies.namespace, gatewayFile(proxies)),
      })),
    ],
    checks: [
      ['istioctl', 'version', '--istioNamespace', namespace],
      ...plane.models.map(({ environment }) => ['istioctl', 'analyze', '--namespace', environment.namespace]),
    ].map((words) => words.map(shellWord).join(' ')),
  }
}
