import { definePackager } from '../../engine/sdk.ts'

export default definePackager({
  name: 'manifests',
  summary: 'Plain Kubernetes objects, one folder per environment, for `kubectl apply -f`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *bundle({ owner, environments }) {
    for (const { model, objects } of environments)
      if (objects.length > 0)
        yield {
          type: 'yaml',
          path: `${model.environment.name}/${fileName(owner, model.platform.name)}`,
          documents: objects,
          environment: model.environment.name,
        }
  },
})

/**
 * `kubectl apply -f FOLDER` reads files by name, so what belongs to the environment as a whole comes first: a digit is smaller than every letter.
 * No service or store can take its name, because theirs start with a letter (RFC 1035).
 */
function fileName(owner: string, platform: string): string {
  return owner === '' ? `00-${platform}.yaml` : `${owner}.yaml`
}
