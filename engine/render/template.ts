import slim, { type RenderFunction } from 'nunjucks/browser/nunjucks-slim.js'
import builtin from '../../renderers/templates.generated.js'
import type { Pointer, Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { brokenTemplate, unknownTemplate } from './diagnostics.ts'
import type { Renderer, Tools } from './renderer.ts'
import { describe } from './template-error.ts'
import { strictRuntime } from './template-runtime.ts'

/** The functions that a template was compiled to: `root`, and one per block. */
export type Compiled = { readonly [name: string]: RenderFunction }

/** A template that was compiled while platgen runs. */
export interface Prepared {
  readonly compiled: Compiled
  /** The option that named it, or undefined for one that came along with a renderer of the user. */
  readonly pointer: Pointer | undefined
}

/** The original of a template that the user replaced, for `include` and `extends`. */
const ORIGINAL = 'original/'
const NONE: ReadonlyMap<string, Prepared> = new Map()

/** `{{ }}` and `{# #}` have a meaning in Helm, Prometheus, Grafana and the shell, so templates have delimiters of their own. nunjucks writes into its options: hand it a copy. */
const OPTIONS = Object.freeze({
  autoescape: false,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
  // Keeps the line of an error.
  dev: true,
  tags: { blockStart: '<%', blockEnd: '%>', variableStart: '<$', variableEnd: '$>', commentStart: '<#', commentEnd: '#>' },
})

/** The source of a function body that returns the compiled template. The one place that loads the compiler. */
export async function compileTemplate(name: string, text: string): Promise<string> {
  const nunjucks = (await import('nunjucks')).default
  const env = new nunjucks.Environment([], { ...OPTIONS })
  return nunjucks.precompileString(text, {
    name,
    env,
    wrapper: ([template]: readonly { readonly template: string }[]) => template?.template ?? '',
  } as object)
}

/** What has templates: a renderer, and the user's texts that replace its own, with the options that named them. */
export interface TemplateOwner {
  readonly renderer: Pick<Renderer, 'name' | 'templates'>
  readonly templates: ReadonlyMap<string, { readonly text: string; readonly pointer: Pointer }>
}

/** Templates that were compiled while platgen runs, by the name of their renderer and by their own. */
export type PreparedTemplates = ReadonlyMap<string, ReadonlyMap<string, Prepared>>

/**
 * Compiles the user's own templates (`outputs.NAME.templates`) and those of renderers of the user. Loads nothing when there are none.
 * What is wrong with the user's templates is reported at the option; a renderer's own template that does not compile is the bug of its author.
 */
export async function prepareTemplates(owners: readonly TemplateOwner[], report: Report): Promise<PreparedTemplates> {
  const all = new Map<string, ReadonlyMap<string, Prepared>>()
  for (const owner of owners) all.set(owner.renderer.name, await prepareOwner(owner, report))
  return all
}

async function prepareOwner({ renderer, templates }: TemplateOwner, report: Report): Promise<ReadonlyMap<string, Prepared>> {
  const prepared = new Map<string, Prepared>()
  for (const [name, text] of Object.entries(renderer.templates ?? {})) {
    const one = { compiled: evaluate(await compileTemplate(name, text)), pointer: undefined }
    prepared.set(name, one)
    prepared.set(ORIGINAL + name, one)
  }
  const known = [...Object.keys(renderer.templates ?? {}), ...builtinNames(renderer.name)]
  for (const [name, { text, pointer }] of templates) {
    if (!known.includes(name))
      report(unknownTemplate, { pointer, on: 'key' }, { renderer: renderer.name, name, known, nearest: nearest(name, known) })
    try {
      prepared.set(name, { compiled: evaluate(await compileTemplate(name, text)), pointer })
    } catch (error) {
      report(brokenTemplate, { pointer, on: 'value' }, { name, ...describe(error, {}) })
    }
  }
  return prepared
}

/** Fills the templates of one renderer. A template of platgen that reads an unknown name is our bug; one of the user's is the user's. */
export function createTemplates(renderer: Pick<Renderer, 'name'>, all: PreparedTemplates, report: Report): Tools<unknown>['template'] {
  const prepared = all.get(renderer.name) ?? NONE
  const environment = new slim.Environment([{ getSource }], { ...OPTIONS })
  environment.globals = {}
  // Output depends on nothing but the input.
  delete environment.filters.random

  /** Only names that are known: a template can't read files. */
  function getSource(name: string) {
    const own =
      prepared.get(name)?.compiled ?? builtinTemplate(`${renderer.name}/${name.startsWith(ORIGINAL) ? name.slice(ORIGINAL.length) : name}`)
    return own === undefined ? null : { src: { type: 'code' as const, obj: strict(own) }, path: name, noCache: false }
  }

  return (name, view) => {
    try {
      return environment.getTemplate(name).render({ v: view })
    } catch (error) {
      const pointer = prepared.get(name)?.pointer
      const problem = describe(error, view)
      if (pointer === undefined) throw new Error(`template ${renderer.name}/${name}: ${problem.reason}`, { cause: error })
      report(brokenTemplate, { pointer, on: 'value' }, { name, ...problem })
      return ''
    }
  }
}

/** nunjucks hands its own runtime to compiled code; ours goes in its place. */
function strict(compiled: Compiled): Compiled {
  const functions: { [name: string]: RenderFunction } = {}
  for (const [name, run] of Object.entries(compiled))
    functions[name] = (environment, context, frame, _runtime, done) => run(environment, context, frame, strictRuntime, done)
  return functions
}

function evaluate(body: string): Compiled {
  return new Function(body)() as Compiled
}

function builtinTemplate(name: string): Compiled | undefined {
  return Object.hasOwn(builtin, name) ? builtin[name]?.() : undefined
}

function builtinNames(renderer: string): readonly string[] {
  return Object.keys(builtin)
    .filter((name) => name.startsWith(`${renderer}/`))
    .map((name) => name.slice(renderer.length + 1))
}
