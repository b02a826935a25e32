import type { RenderFunction } from 'nunjucks/browser/nunjucks-slim.js'

/** The shape of what is generated beside this: every template of the built-in renderers, compiled: `RENDERER/NAME` to what makes its functions. */
declare const templates: { readonly [name: string]: () => { readonly [name: string]: RenderFunction } }
export default templates
