import { defineDiagnostic } from '../../engine/sdk.ts'

export const noPublishedImage = defineDiagnostic<{ kinds: readonly string[] }>({
  code: 'fluentd/no-published-image',
  severity: 'error',
  message: ({ kinds }) => `no published image of Fluentd has the plugins for ${kinds.map((kind) => `\`${kind}\``).join(' and ')}`,
  note: () => 'Build the one below `fluentd/image`, which has them, and name it: `logging.image`.',
})
