import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Gateway, Model } from '../../resolve/model.ts'
import { writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'

export const edgeWordIdle = defineDiagnostic<{ word: string; reason: string }>({
  code: 'check/edge-word-without-effect',
  severity: 'error',
  message: ({ word, reason }) => `\`${word}\` has no effect: ${reason}`,
  note: () => 'Nothing that is written is ignored silently. Remove it, or choose another `ingress.api`.',
})

export const namespaceUnknown = defineDiagnostic<{ class: string }>({
  code: 'check/edge-namespace-unknown',
  severity: 'error',
  message: ({ class: name }) => `nothing says in which namespace the proxies of class \`${name}\` are`,
  note: () =>
    'Policies let them in by their namespace, and platgen knows that of the usual controllers only. Say `namespace` beside `class`.',
})

interface Idle {
  readonly word: string
  readonly when: (model: Model, gateway: Gateway) => boolean
  readonly reason: string
}

const IDLE: readonly Idle[] = [
  { word: 'class', when: ({ ingress }) => ingress.api === 'istio', reason: 'with `api: istio` the `selector` says which proxies serve it' },
  {
    word: 'clients',
    when: ({ ingress }, { clients, class: name }) => clients !== 'anybody' && ingress.api !== 'istio' && name !== KNOWING[ingress.api],
    reason: 'only proxies of Istio and an Ingress of class `nginx` can be told to ask for certificates',
  },
  {
    word: 'limits',
    when: ({ ingress }) => ingress.api !== 'istio',
    reason: "only proxies of Istio's own gateways (`api: istio`) count requests",
  },
  {
    word: 'front',
    when: ({ ingress }) => ingress.api !== 'istio',
    reason: "only proxies of Istio's own gateways (`api: istio`) can be told whom to believe",
  },
  ...['limits', 'front'].map((word) => ({
    word,
    when: ({ ingress, services }: Model, { key }: Gateway) =>
      ingress.api === 'istio' && key === undefined && Object.values(services).every(({ expose }) => expose === undefined),
    reason: 'no service is exposed',
  })),
  { word: 'ports', when: ({ ingress }) => ingress.api === 'ingress', reason: 'the controller of an Ingress has its own ports' },
]

/** The class whose proxies can be asked for certificates of clients. */
const KNOWING = { gateway: 'istio', ingress: 'nginx' } as const

/** Words about gateways that nothing reads, and what platgen can't know of them. */
export const edgeWords: Rule = {
  model(check) {
    const { model } = check
    const [first] = model.ingress.gateways
    for (const gateway of model.ingress.gateways) {
      if (gateway.key === undefined) continue
      tell(check, gateway, ['ingress', 'gateways', gateway.key])
    }
    if (first !== undefined) tell(check, first, ['ingress'])
    const place = writtenAt(model, 'ingress', 'class')
    if (
      model.ingress.api === 'ingress' &&
      !model.ingress.isKnownClass &&
      place !== undefined &&
      writtenAt(model, 'ingress', 'namespace') === undefined
    )
      check.report(namespaceUnknown, { ...place, on: 'value' }, { class: model.ingress.class })
  },
}

function tell({ model, report }: ModelCheck, gateway: Gateway, path: readonly string[]): void {
  for (const { word, when, reason } of IDLE) {
    const place = writtenAt(model, ...path, word)
    if (place !== undefined && when(model, gateway)) report(edgeWordIdle, place, { word, reason })
  }
}
