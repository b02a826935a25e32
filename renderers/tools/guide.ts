import { createSecret } from '../_shared/create-secret.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import type { Release } from './release.ts'

/** Everything that the guide of a cluster may say, quoted for Markdown and the shell. */
export interface GuideView {
  readonly cluster: string
  readonly releases: readonly {
    readonly title: string
    readonly secrets: readonly string[]
    readonly commands: readonly string[]
  }[]
}

/** The commands that install the charts of a cluster. A chart of an OCI registry has its address in its name. */
export function guideView(cluster: string, releases: readonly Release[], hasIssuer: boolean): GuideView {
  return {
    cluster,
    releases: releases.map((release) => ({
      title: release.name,
      secrets:
        release.secrets.length === 0
          ? []
          : [
              `${words('kubectl', 'create', 'namespace', release.namespace, '--dry-run=client', '--output', 'yaml')} | ${words('kubectl', 'apply', '--filename', '-')}`,
              ...release.secrets.map(({ name, keys }) =>
                createSecret({ name, keys, namespace: release.namespace, type: keys.includes('tls.key') ? 'kubernetes.io/tls' : 'Opaque' }),
              ),
            ],
      commands: [
        words(
          ...['helm', 'upgrade', '--install', release.name, ...chartWords(release)],
          ...[
            '--version',
            release.version,
            '--namespace',
            release.namespace,
            '--create-namespace',
            '--values',
            `${release.name}.yaml`,
            '--wait',
          ],
        ),
        ...(hasIssuer && release.name === 'cert-manager' ? [words('kubectl', 'apply', '--filename', 'issuer.yaml')] : []),
        ...(release.after === undefined ? [] : release.after),
      ],
    })),
  }
}

function chartWords({ repository, chart }: Release): readonly string[] {
  return repository.startsWith('oci://') ? [`${repository.replace(/\/$/, '')}/${chart}`] : [chart, '--repo', repository]
}

function words(...all: readonly string[]): string {
  return all.map(shellWord).join(' ')
}
