/** The part of nunjucks that runs compiled templates, without the compiler. nunjucks 3.2.4 has no types for it. */
declare module 'nunjucks/browser/nunjucks-slim.js' {
  /** What compiled code calls while it runs. */
  export interface Runtime {
    readonly makeMacro: (names: readonly string[], keywords: readonly string[], body: unknown) => (...args: readonly unknown[]) => unknown
    readonly SafeString: new (text: string) => { readonly length: number }
    readonly [name: string]: unknown
  }
  /** One function of a compiled template: the whole (`root`) or a block. */
  export type RenderFunction = (environment: unknown, context: unknown, frame: unknown, runtime: Runtime, done: unknown) => void
  export interface Template {
    readonly render: (context: object) => string
  }
  export interface Loader {
    readonly getSource: (
      name: string,
    ) => { readonly src: { readonly type: 'code'; readonly obj: object }; readonly path: string; readonly noCache: boolean } | null
  }
  export interface Environment {
    globals: object
    readonly filters: { [name: string]: unknown }
    readonly getTemplate: (name: string) => Template
  }
  const slim: {
    readonly Environment: new (loaders: readonly Loader[], options: object) => Environment
    readonly runtime: Runtime
  }
  export default slim
}
