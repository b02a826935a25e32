import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { logTargets } from '../../resolve/log-targets.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const unreachable = defineDiagnostic<{ output: string; host: string; port: number }>({
  code: 'check/log-output-unreachable',
  severity: 'error',
  message: ({ output, host, port }) => `output \`${output}\` is at \`${host}\`, port ${port}, which nobody declared`,
  note: ({ host, port }) =>
    `No NetworkPolicy would let the agent reach it. Declare it under \`externals\`: \`{ host: ${host}, ports: { tcp: ${port} }, addresses: [...] }\`.`,
})

/** That the agent may open the connections it needs. */
export const logReach: Rule = {
  model({ model, report }) {
    if (model.logging.agent === 'none') return
    for (const output of model.logging.outputs)
      for (const { host, port, name } of logTargets(output, model))
        if (name === undefined) {
          const word = { elasticsearch: 'host', opensearch: 'host', kafka: 'brokers', s3: 'endpoint', loki: 'url', file: 'path' }[
            output.type
          ]
          report(unreachable, at(model, 'logging', 'to', output.name, output.type, word), { output: output.name, host, port })
        }
  },
}
