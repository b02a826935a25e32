
/** A Kubernetes object as a renderer builds it. Absent means absent: no `undefined`, no `null`. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: { readonly [key: string]: string }
    readonly annotations?: { readonly [key: string]: string }
  }
  readonly [field: string]: unknown
}

/** An object that is shipped by the packages (plain manifests, Helm, …), which decide its file. The user's patches apply to it. */
export interface ObjectArtifact {
  readonly type: 'object'
  readonly object: KubernetesObject
}

/** A YAML file of its own, that is no Kubernetes object: values, configuration as code, Prometheus rules. */
export interface YamlArtifact {
  readonly type: 'yaml'
  /** Below the renderer's folder, with `/`. */
  readonly path: string
  readonly documents: readonly unknown[]
  /** Lines written as a comment above the first document. */
  readonly comment?: string
}

export interface JsonArtifact {
  readonly type: 'json'
  readonly path: string
  readonly value: unknown
}

/** Any other text. `comment` is how a comment line starts in its language, so that the engine can say who wrote the file; undefined where there are no comments. */
export interface TextArtifact {
  readonly type: 'text'
  readonly path: string
  readonly text: string
  readonly comment: string | undefined
  readonly executable?: boolean
  /** The stamp goes below the first `after` lines, where a shebang or a parser directive has to be first. Default 0. */
  readonly after?: number
}

export type FileArtifact = YamlArtifact | JsonArtifact | TextArtifact
export type Artifact = ObjectArtifact | FileArtifact

/** A finished file. Paths are relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly content: string
  readonly executable: boolean
  /** The name of the renderer or package that it comes from, for messages. */
  readonly by?: string
}
