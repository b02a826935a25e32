import type { CommentStyle, JsonArtifact, KubernetesObject, ObjectArtifact, TextArtifact, YamlArtifact } from './artifact.ts'

/** A Kubernetes object, for the packages to ship. */
export function object(value: KubernetesObject): ObjectArtifact {
  return { type: 'object', object: value }
}

/** A YAML file of one document. */
export function yaml(path: string, document: unknown, comment?: string): YamlArtifact {
  return comment === undefined ? { type: 'yaml', path, documents: [document] } : { type: 'yaml', path, documents: [document], comment }
}

/** A JSON file. */
export function json(path: string, value: unknown): JsonArtifact {
  return { type: 'json', path, value }
}

/** Any other text. `comment` starts a comment line in its language, or is what stands before and behind one; undefined where there is none. */
export function text(
  path: string,
  content: string,
  comment: CommentStyle,
  more: { readonly executable?: boolean; readonly after?: number } = {},
): TextArtifact {
  return { type: 'text', path, text: content, comment, ...more }
}
