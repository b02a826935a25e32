import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const jaegerIdle = defineDiagnostic<{ provider: string | undefined }>({
  code: 'check/jaeger-idle',
  severity: 'error',
  message: ({ provider }) => `Jaeger gets no spans: they go to ${provider === undefined ? 'nobody' : `\`${provider}\``}`,
  note: () => 'Say `tracing: jaeger` beside it.',
})

export const addonWord = defineDiagnostic<{ addon: string; word: string }>({
  code: 'check/addon-word',
  severity: 'error',
  message: ({ addon, word }) => `\`${word}\` of \`${addon}\` has no effect, because it is shown under no host`,
})

export const openKiali = defineDiagnostic<{ environment: string }>({
  code: 'check/open-kiali',
  severity: 'error',
  message: ({ environment }) => `everybody may look into \`${environment}\`, which is production, because nobody has to log in to Kiali`,
  note: () => 'Say `login: token`, or show it under no host.',
})

/** Programs that show what the mesh does: whether they get anything to show, and to whom. */
export const addons: Rule = {
  model({ model, report }) {
    const { provider, addons, telemetry } = model.mesh
    if (provider === 'none') return
    const path = ['mesh', 'addons']
    if (addons.jaeger !== undefined && telemetry.tracing?.provider !== `jaeger-${addons.namespace}`) {
      const place = writtenAt(model, 'mesh', 'tracing')
      report(
        jaegerIdle,
        atKey(model, ...path, 'jaeger'),
        { provider: telemetry.tracing?.provider },
        place === undefined
          ? { fixes: [{ message: 'send spans to it', changes: [{ add: { to: '/mesh', key: 'tracing', value: 'jaeger' } }] }] }
          : { related: [{ message: 'where they go', place: at(model, 'mesh', 'tracing') }] },
      )
    }
    for (const [addon, said] of [
      ['jaeger', addons.jaeger],
      ['kiali', addons.kiali],
    ] as const)
      if (said !== undefined && said.host === undefined && said.tls !== undefined)
        report(addonWord, atKey(model, ...path, addon, 'tls'), { addon, word: 'tls' })
    const { kiali } = addons
    if (kiali !== undefined && kiali.login === 'anonymous' && kiali.host !== undefined && model.environment.production)
      report(
        openKiali,
        at(model, ...path, 'kiali', 'login'),
        { environment: model.environment.name },
        { related: [{ message: 'the host', place: at(model, ...path, 'kiali', 'host') }] },
      )
  },
}
