import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Engine, Model } from '../../resolve/model.ts'
import { at, saysOf, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const engineCannot = defineDiagnostic<{ engine: string; word: string; reason: string }>({
  code: 'check/engine-cannot',
  severity: 'error',
  message: ({ engine, word, reason }) => `${engine} can't say \`${word}\`: ${reason}`,
  note: () => 'Leave the word out, or let another engine run the pipelines.',
})

export const deliveryWithoutEffect = defineDiagnostic<{ word: string; reason: string }>({
  code: 'check/delivery-without-effect',
  severity: 'error',
  message: ({ word, reason }) => `\`${word}\` has no effect: ${reason}`,
  note: () => 'Nothing that is written is ignored silently.',
})

const NAMES: { readonly [Name in Engine]: string } = { jenkins: 'Jenkins', gitlab: 'GitLab CI', github: 'GitHub Actions', tekton: 'Tekton' }
const OTHERS: readonly Engine[] = ['gitlab', 'github', 'tekton']

/** A word of the language that an engine has none for. */
interface Gap {
  readonly engines: readonly Engine[]
  readonly path: readonly string[]
  readonly when: (model: Model) => boolean
  readonly reason: string
}

const GAPS: readonly Gap[] = [
  {
    engines: OTHERS,
    path: ['delivery', 'notify', 'email'],
    when: ({ delivery }) => delivery.notify?.email !== undefined,
    reason: 'it has no server of mail that a pipeline could use',
  },
  ...(['recovery', 'approval'] as const).map((event) => ({
    engines: OTHERS,
    path: ['delivery', 'notify', 'on'],
    when: ({ delivery }: Model) => delivery.notify?.on.includes(event) === true,
    reason:
      event === 'recovery' ? 'a run does not know how the one before it ended (`recovery`)' : 'nothing runs while it waits (`approval`)',
  })),
  {
    engines: ['gitlab'],
    path: ['delivery', 'retries'],
    when: ({ delivery }) => delivery.retries > 2,
    reason: 'it tries a job again twice at most',
  },
  {
    engines: ['gitlab', 'github'],
    path: ['environment', 'approval', 'timeout'],
    when: ({ environment }) => environment.approval !== undefined,
    reason: 'how long it waits is not for a pipeline to say',
  },
  {
    engines: ['github'],
    path: ['images', 'login'],
    when: ({ images }) => images.login !== undefined,
    reason: 'a step that is an image is fetched without a login',
  },
  {
    engines: ['tekton'],
    path: ['environment', 'approval'],
    when: ({ environment }) => environment.approval !== undefined,
    reason: 'it waits for nobody',
  },
]

/** Texts of the user that are part of what an engine reads, before any shell does. */
interface Text {
  readonly word: string
  readonly path: readonly string[]
  readonly text: string | undefined
}

/** What an engine would take for something of its own. https://tekton.dev/docs/pipelines/variables/ https://docs.gitlab.com/ci/variables/where_variables_can_be_used/ */
const OWN_SIGNS: readonly {
  readonly engine: Engine
  readonly sign: RegExp
  readonly words: readonly string[]
  readonly reason: string
}[] = [
  {
    engine: 'tekton',
    sign: /\$\((params|results|workspaces|context|tasks|steps?|credentials|inputs|outputs|resources)\b/,
    words: ['test.unit', 'test.lint', 'build.context', 'branch', 'tag'],
    reason: 'it would put a value of its own in the place of `$(params.…)` and its like',
  },
  {
    engine: 'gitlab',
    sign: /[$*?[{]/,
    words: ['reports'],
    reason: 'it would take a sign of the folder for a variable or a pattern, where it looks for the reports of tests',
  },
]

function* textsOf(models: readonly Model[]): Iterable<Text & { readonly model: Model }> {
  for (const [name, [first]] of builtEverywhere(models)) {
    if (first === undefined) continue
    const { model, service } = first
    const path = ['services', name]
    yield { model, word: 'test.unit', path: [...path, 'test', 'unit'], text: service.test.unit }
    yield { model, word: 'test.lint', path: [...path, 'test', 'lint'], text: service.test.lint }
    yield { model, word: 'build.context', path: [...path, 'build', 'context'], text: service.build?.context }
    if (service.test.unit !== undefined && service.test.reports !== undefined)
      yield { model, word: 'reports', path: [...path, 'build', 'context'], text: service.build?.context }
  }
  for (const model of models)
    for (const word of ['branch', 'tag'] as const) yield { model, word, path: ['environment', word], text: model.environment[word] }
}

/** A word that nothing reads. */
interface Idle {
  readonly path: readonly string[]
  readonly when: (model: Model) => boolean
  readonly reason: string
}

const has = (model: Model, engine: Engine): boolean => model.delivery.engines.includes(engine)

const IDLE: readonly Idle[] = [
  ...OTHERS.map((engine) => ({
    path: ['delivery', engine],
    when: (model: Model) => !has(model, engine),
    reason: `${NAMES[engine]} runs no pipeline here (\`delivery.engine\`)`,
  })),
  {
    path: ['delivery', 'jenkins'],
    when: (model) => !has(model, 'jenkins'),
    reason: 'Jenkins runs no pipeline here (`delivery.engine`)',
  },
  {
    path: ['delivery', 'agents'],
    when: (model) => !has(model, 'jenkins') || model.delivery.jenkins.agent !== undefined,
    reason: 'no pod of Jenkins works on a pipeline',
  },
  {
    path: ['delivery', 'git'],
    when: (model) => !has(model, 'tekton') && !(has(model, 'jenkins') && model.delivery.jenkins.install !== undefined),
    reason: 'nobody waits for its webhooks: neither Tekton nor a Jenkins of the platform (`delivery.jenkins.install`) runs pipelines',
  },
  {
    path: ['delivery', 'git', 'token'],
    when: (model) => has(model, 'tekton') && model.delivery.jenkins.install === undefined,
    reason: 'only a Jenkins of the platform (`delivery.jenkins.install`) calls the API of the server',
  },
  {
    path: ['delivery', 'gate', 'server'],
    when: (model) => model.delivery.gate !== undefined && !has(model, 'jenkins'),
    reason: 'only Jenkins gives servers a name',
  },
  ...(['timeout', 'retries', 'builder', 'output', 'credentials', 'scan', 'gate', 'notify'] as const).map((word) => ({
    path: ['delivery', word],
    when: ({ delivery }: Model) => delivery.engines.length === 0,
    reason: 'nothing runs pipelines (`delivery.engine`)',
  })),
]

/** What engines can't say, and words that are for others. */
export const engines: Rule = {
  platform({ models, report }) {
    const told = new Set<string>()
    for (const { model, word, path, text } of textsOf(models))
      for (const { engine, sign, words, reason } of OWN_SIGNS) {
        if (text === undefined || !has(model, engine) || !words.includes(word) || !sign.test(text)) continue
        const place = at(model, ...path)
        const key = `${engine} ${JSON.stringify(place)}`
        if (told.has(key)) continue
        told.add(key)
        report(engineCannot, place, { engine: NAMES[engine], word: path.slice(path[0] === 'services' ? 2 : 1).join('.'), reason })
      }
    for (const model of models) {
      for (const { engines: some, path, when, reason } of GAPS)
        for (const engine of some) {
          if (!has(model, engine) || !when(model)) continue
          const [said] = saysOf(model, path)
          if (said === undefined || told.has(`${engine} ${said.pointer} ${reason}`)) continue
          told.add(`${engine} ${said.pointer} ${reason}`)
          const word = path[0] === 'environment' ? path.slice(1).join('.') : path.join('.')
          report(engineCannot, { pointer: said.pointer, on: 'key' }, { engine: NAMES[engine], word, reason })
        }
      for (const { path, when, reason } of IDLE) {
        const place = writtenAt(model, ...path)
        if (place === undefined || told.has(place.pointer) || !when(model)) continue
        told.add(place.pointer)
        report(deliveryWithoutEffect, place, { word: path.join('.'), reason })
      }
    }
  },
}
