import { defineDiagnostic } from '../../engine/sdk.ts'

export const sourceIsOff = defineDiagnostic<{ source: string }>({
  code: 'argocd/source-is-off',
  severity: 'error',
  message: ({ source }) => `Argo CD is told to apply \`${source}\`, and \`outputs\` does not render that`,
  note: ({ source }) => `Add \`${source}: {}\` to \`outputs\`, or choose another \`source\`.`,
})

export const pluginWithoutImage = defineDiagnostic({
  code: 'argocd/plugin-without-image',
  severity: 'error',
  message: () => 'Argo CD is told to run platgen, but no image says where it is',
  note: () => 'The container beside the repo server needs an image with platgen in it: say `image`.',
})
