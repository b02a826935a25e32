import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Probe } from '../resolve/model.ts'
import { at, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const slowProbe = defineDiagnostic<{ owner: string; probe: string; timeout: number; period: number }>({
  code: 'check/probe-timeout',
  severity: 'error',
  message: ({ owner, probe, timeout, period }) =>
    `the ${probe} probe of \`${owner}\` waits ${timeout}s for an answer, but asks every ${period}s`,
  note: () => 'Probes would pile up. Let `timeout` be at most `period`.',
})

export const zeroPeriod = defineDiagnostic<{ owner: string; probe: string; word: string }>({
  code: 'check/probe-below-a-second',
  severity: 'error',
  message: ({ owner, probe, word }) => `\`${word}\` of the ${probe} probe of \`${owner}\` has to be whole seconds, and at least 1s`,
})

export const graceTooShort = defineDiagnostic<{ service: string; drain: number; grace: number }>({
  code: 'check/grace-too-short',
  severity: 'error',
  message: ({ service, drain, grace }) => `\`${service}\` goes on serving for ${drain}s when it is to end, but is killed after ${grace}s`,
  note: () => '`lifecycle.grace` counts from the start, so it has to be more than `lifecycle.drain`.',
})

export const sameProbes = defineDiagnostic<{ owner: string }>({
  code: 'check/same-probes',
  severity: 'error',
  message: ({ owner }) => `readiness and liveness of \`${owner}\` ask the same and give up equally soon`,
  note: () => 'A pod that is only busy would be killed at once. Let `live` be slower (`period`, `failures`), or ask something else.',
})

/** Times of probes and of the end of a pod that contradict each other. */
export const probes: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const containers = [
        { owner: service.name, probes: service.probes, path: ['services', service.name, 'health'] },
        ...service.sidecars.map((sidecar) => ({
          owner: `${service.name}/${sidecar.name}`,
          probes: sidecar.probes,
          path: ['services', service.name, 'sidecars', sidecar.name, 'health'],
        })),
      ]
      for (const { owner, probes: all, path } of containers) {
        for (const [name, probe] of [
          ['ready', all.ready],
          ['live', all.live],
        ] as const) {
          if (probe === undefined) continue
          if (probe.timeout > probe.period)
            report(slowProbe, at(model, ...path, name, 'timeout'), {
              owner,
              probe: words[name],
              timeout: probe.timeout,
              period: probe.period,
            })
          for (const word of ['period', 'timeout'] as const)
            if (probe[word] < 1 || !Number.isInteger(probe[word]))
              report(zeroPeriod, at(model, ...path, name, word), { owner, probe: words[name], word })
        }
        if (all.startup !== undefined && all.startup.period < 1)
          report(zeroPeriod, at(model, ...path, 'startup', 'period'), { owner, probe: 'startup', word: 'period' })
        if (
          all.ready !== undefined &&
          all.live !== undefined &&
          patience(all.ready) >= patience(all.live) &&
          JSON.stringify(all.ready.action) === JSON.stringify(all.live.action)
        )
          report(sameProbes, at(model, ...path, 'live'), { owner })
      }
      const { drain, grace } = service.lifecycle
      if (drain >= grace) {
        // Either may be a default, which stands nowhere.
        const [long, whole] = ['drain', 'grace'].map(
          (word) => writtenAt(model, 'services', service.name, 'lifecycle', word) && at(model, 'services', service.name, 'lifecycle', word),
        )
        report(
          graceTooShort,
          long ?? whole ?? at(model, 'services', service.name, 'lifecycle'),
          { service: service.name, drain, grace },
          { related: long === undefined || whole === undefined ? [] : [{ message: 'the whole time', place: whole }] },
        )
      }
    }
  },
}

const words = { ready: 'readiness', live: 'liveness' } as const

/** Seconds until the probe counts as failed. */
function patience(probe: Probe): number {
  return probe.period * probe.failures
}
