import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const scrapeRefused = defineDiagnostic<{ service: string }>({
  code: 'check/scrape-refused',
  severity: 'error',
  message: ({ service }) =>
    `Prometheus can't read the metrics of \`${service}\`: its proxy only lets in who has an identity in the mesh (\`mtls: strict\`)`,
  note: () =>
    'Prometheus stands outside of the mesh. The agent beside the proxy serves the metrics of the program together with its own, past strict mTLS, unless this annotation forbids it.',
})

export const halfLogin = defineDiagnostic<{ name: string; said: string; missing: string }>({
  code: 'check/remote-write-login',
  severity: 'error',
  message: ({ name, said, missing }) => `\`${name}\` has a ${said}, but no ${missing}`,
  note: () => 'Both are needed to log in.',
})

export const intervalOutOfStep = defineDiagnostic<{ interval: string }>({
  code: 'check/scrape-interval',
  severity: 'error',
  message: ({ interval }) => `metrics can't be read every ${interval}`,
  note: () =>
    'Prometheus forgets a series that is not read for five minutes, so that alerts and dashboards would have holes: from 1s to 2m.',
})

const MERGE = 'prometheus.istio.io/merge-metrics'
const LONGEST = 120

/** What Prometheus reads has to let it in. */
export const scraping: Rule = {
  model({ model, report }) {
    const { monitoring, mesh } = model
    if (mesh.provider === 'istio' && mesh.mtls === 'strict')
      for (const { name, metrics, annotations } of Object.values(model.services))
        if (metrics !== undefined && annotations[MERGE] === 'false')
          report(scrapeRefused, at(model, 'services', name, 'annotations', MERGE), { service: name })
    if (monitoring.mode === 'none') return
    const check = (seconds: number, ...path: readonly string[]) => {
      if ((seconds < 1 || seconds > LONGEST) && writtenAt(model, ...path) !== undefined)
        report(intervalOutOfStep, at(model, ...path), { interval: `${seconds}s` })
    }
    check(monitoring.interval, 'monitoring', 'interval')
    for (const { name, metrics } of Object.values(model.services))
      if (metrics !== undefined) check(metrics.interval, 'services', name, 'metrics', 'interval')
    for (const [name, { user, password }] of Object.entries(monitoring.remoteWrite))
      if ((user === undefined) !== (password === undefined)) {
        const [said, missing] = user === undefined ? ['password', 'user'] : ['user', 'password']
        report(halfLogin, atKey(model, 'monitoring', 'remoteWrite', name, said as string), {
          name,
          said: said as string,
          missing: missing as string,
        })
      }
  },
}
