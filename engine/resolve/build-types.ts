import type { Named } from './model.ts'

interface BuildOf<Stack extends string> {
  readonly stack: Stack
  /** Folder with the sources, relative to the repository. */
  readonly context: string
  readonly args: Named<string>
  /** Secrets that only the build needs, by the variable that holds them where the image is built. `file` is where a step sees one; undefined means as that variable. */
  readonly secrets: Named<{ readonly file: string | undefined; readonly credentials: string }>
  /** Packages of the operating system, in the image that runs and in the one that builds. */
  readonly packages: { readonly run: readonly string[]; readonly build: readonly string[] }
}

type VersionedBuild<Stack extends string> = BuildOf<Stack> & { readonly version: string }

/** How an image is built: the sources, and what its stack needs to know. */
export type Build =
  | (VersionedBuild<'spring-boot'> & { readonly tool: 'maven' | 'gradle' })
  /** With a main class it is started from a class path, else it is one jar. */
  | (VersionedBuild<'java'> & { readonly tool: 'maven' | 'gradle'; readonly module: string | undefined })
  | (VersionedBuild<'node'> & { readonly module: string })
  | (VersionedBuild<'node-static'> & { readonly output: string })
  | (VersionedBuild<'django'> & { readonly module: string; readonly server: 'gunicorn' | 'uwsgi'; readonly output: string })
  | (VersionedBuild<'fastapi'> & { readonly module: string })
  | (VersionedBuild<'go'> & { readonly module: string })
  | (VersionedBuild<'dotnet'> & { readonly module: string })
  | (VersionedBuild<'php'> & { readonly server: 'nginx' | 'fpm'; readonly output: string; readonly extensions: readonly string[] })
  | (VersionedBuild<'ruby'> & { readonly module: string })
  | (VersionedBuild<'rust'> & { readonly module: string })
  | (BuildOf<'dockerfile'> & {
      readonly dockerfile: string
      /** What that Dockerfile says, when it could be read. */
      readonly says: DockerfileFacts | undefined
    })

/** What the last stage of a Dockerfile says about the image, as far as it says it in plain words. */
export interface DockerfileFacts {
  /** The numeric user; undefined when there is none, a name, or a variable. */
  readonly user: number | undefined
  /** TCP ports of EXPOSE, and whether all of them could be read. */
  readonly ports: readonly number[]
  readonly exact: boolean
}
