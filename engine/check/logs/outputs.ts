import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { LogOutput } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const nowhere = defineDiagnostic<{ agent: string }>({
  code: 'check/log-nowhere',
  severity: 'error',
  message: ({ agent }) => `\`${agent}\` collects logs, and nothing says where they go`,
  note: () => 'Say `logging.to`: `{ search: { elasticsearch: elasticsearch.logging } }`.',
})

export const withoutAgent = defineDiagnostic<{ word: string }>({
  code: 'check/log-without-agent',
  severity: 'error',
  message: ({ word }) => `\`logging.${word}\` has no effect, because nobody collects logs`,
  note: () => 'Say `logging.agent`, or remove it.',
})

export const halfLogin = defineDiagnostic<{ output: string; said: string; missing: string }>({
  code: 'check/log-half-login',
  severity: 'error',
  message: ({ output, said, missing }) => `output \`${output}\` has \`${said}\` without \`${missing}\`, so nobody logs in`,
})

export const noLogin = defineDiagnostic<{ output: string; word: string }>({
  code: 'check/log-no-login',
  severity: 'error',
  message: ({ output }) => `output \`${output}\` takes logs of production from whoever sends them`,
  note: ({ word }) => `Say \`${word}\`, the Secret that holds it: \`SECRET/KEY\`.`,
})

export const loginInClear = defineDiagnostic<{ output: string; word: string }>({
  code: 'check/log-login-in-clear',
  severity: 'error',
  message: ({ output }) => `output \`${output}\` sends its password in clear text in production`,
  note: ({ word }) => `Whoever sees the network can read it, and the logs. Remove \`${word}\`.`,
})

export const chunkAboveLimit = defineDiagnostic<{ chunk: string; limit: string }>({
  code: 'check/log-chunk-above-limit',
  severity: 'error',
  message: () => 'the buffer of an output has no room for two chunks',
  note: () => 'One is sent while another one is filled: `limit` has to be at least twice `chunk`.',
})

/** Where records go: that somebody is there, and knows who comes. */
export const logOutputs: Rule = {
  model({ model, report }) {
    const { agent, outputs, buffers } = model.logging
    if (agent === 'none') return
    if (outputs.length === 0) report(nowhere, at(model, 'logging', 'agent'), { agent })
    if (buffers.limit < 2 * buffers.chunk)
      report(
        chunkAboveLimit,
        at(model, 'logging', 'buffers', writtenAt(model, 'logging', 'buffers', 'limit') === undefined ? 'chunk' : 'limit'),
        {
          chunk: String(buffers.chunk),
          limit: String(buffers.limit),
        },
      )
    for (const output of outputs) {
      const path = ['logging', 'to', output.name, output.type]
      const written = (word: string) => writtenAt(model, ...path, word) !== undefined
      for (const [one, other] of PAIRS)
        for (const [said, missing] of [
          [one, other],
          [other, one],
        ] as const)
          if (written(said) && !written(missing) && !(said === 'password' && isSearch(output)))
            report(halfLogin, atKey(model, ...path, said), { output: output.name, said, missing })
      if (!model.environment.production) continue
      const login = 'login' in output ? output.login : undefined
      const half = PAIRS.some(([one, other]) => written(one) !== written(other) && !isSearch(output))
      if ((isSearch(output) || output.type === 'kafka') && login === undefined && !half && !written('user'))
        report(noLogin, atKey(model, ...path.slice(0, 3)), { output: output.name, word: `${output.type}.password` })
      if (login !== undefined && isSearch(output) && output.scheme === 'http')
        report(loginInClear, at(model, ...path, 'scheme'), { output: output.name, word: 'scheme' })
      if (login !== undefined && output.type === 'kafka' && !output.tls)
        report(loginInClear, at(model, ...path, 'tls'), { output: output.name, word: 'tls' })
      if (login !== undefined && output.type === 'loki' && output.url.startsWith('http:'))
        report(loginInClear, at(model, ...path, 'url'), { output: output.name, word: 'http:' })
    }
  },
  platform({ models, report }) {
    // What some environment collects with is meant for that one.
    if (models.some(({ logging }) => logging.agent !== 'none')) return
    const [model] = models
    if (model === undefined) return
    for (const word of ['to', 'formats', 'buffers', 'deadLetters', 'runtime']) {
      const place = writtenAt(model, 'logging', word)
      if (place !== undefined) report(withoutAgent, place, { word })
    }
  },
}

const PAIRS = [
  ['user', 'password'],
  ['accessKey', 'secretKey'],
] as const

function isSearch(output: LogOutput): output is Extract<LogOutput, { readonly type: 'elasticsearch' | 'opensearch' }> {
  return output.type === 'elasticsearch' || output.type === 'opensearch'
}
