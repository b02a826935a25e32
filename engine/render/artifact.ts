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

/** A JSON file. */
export interface JsonArtifact {
  readonly type: 'json'
  readonly path: string
  readonly value: unknown
}

/** How a comment line starts in a language, or what stands before and behind a comment (`<!--` and `-->`). Undefined where there are no comments. */
export type CommentStyle = string | readonly [open: string, close: string] | undefined

/** Any other text. The engine says in a comment who wrote the file. */
export interface TextArtifact {
  readonly type: 'text'
  readonly path: string
  readonly text: string
  readonly comment: CommentStyle
  readonly executable?: boolean
  /** The stamp goes below the first `after` lines, where a shebang or a parser directive has to be first. Default 0. */
  readonly after?: number
}

/** A file. The environment is the one that it is for, when it is for a single one: `--env` chooses by it. A renderer's `environment` and `service` need not say it. */
export type FileArtifact = (YamlArtifact | JsonArtifact | TextArtifact) & { readonly environment?: string }
/** Whatever a renderer makes. */
export type Artifact = ObjectArtifact | FileArtifact

/** A finished file. Paths are relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string
  readonly content: string
  readonly executable: boolean
  /** The name of the renderer or package that it comes from. */
  readonly by?: string
  /** The environment that it is for; undefined when it is for all. */
  readonly environment?: string
}
