import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { byteCount } from '../kinds/bytes.ts'
import type { EnvSource, Named } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const unknownConfigKey = defineDiagnostic<{
  service: string
  config: string
  key: string
  environment: string
  nearest: string | undefined
}>({
  code: 'check/unknown-config-key',
  severity: 'error',
  message: ({ service, config, key, environment, nearest }) =>
    `\`${service}\` wants key \`${key}\` of configuration \`${config}\`, which has none in \`${environment}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
})

export const envTwice = defineDiagnostic<{ service: string; name: string; second: string }>({
  code: 'check/env-twice',
  severity: 'error',
  message: ({ service, name, second }) => `\`${service}\` gets the environment variable \`${name}\` twice: from \`env\` and from ${second}`,
})

export const usedBefore = defineDiagnostic<{ service: string; name: string; variable: string }>({
  code: 'check/env-used-before',
  severity: 'error',
  message: ({ service, name, variable }) => `\`${name}\` of \`${service}\` uses \`$(${variable})\`, which stands below it`,
  note: () => 'Kubernetes only expands variables that stand above; this one would stay as it is written.',
})

export const configTooLarge = defineDiagnostic<{ owner: string; size: number }>({
  code: 'check/config-too-large',
  severity: 'error',
  message: ({ owner, size }) => `the files of \`${owner}\` have ${size} bytes together, and a ConfigMap holds 1 MiB`,
})

export const heapAboveLimit = defineDiagnostic<{ service: string; heap: string; limit: string }>({
  code: 'check/heap-above-limit',
  severity: 'error',
  message: ({ service, heap, limit }) => `the Java heap of \`${service}\` may grow to ${heap}, but its memory is limited to ${limit}`,
  note: () =>
    'The kernel would kill it before its own garbage collector minds. A heap of three quarters of the limit is usual; `-XX:MaxRAMPercentage=75` follows the limit.',
})

const MIB = 1024 * 1024

/** What containers are told: keys that exist, variables in order, sizes that fit. */
export const config: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const path = ['services', service.name]
      const look = (env: Named<EnvSource>, where: readonly (string | number)[]) => {
        const names = Object.keys(env)
        for (const [index, name] of names.entries()) {
          const source = env[name] as EnvSource
          if (source.type === 'config') key(source.config, source.key, [...where, 'env', name, 'config'], service.name)
          if (source.type !== 'value') continue
          for (const [, variable = ''] of source.value.matchAll(/(?<!\$)\$\(([A-Za-z_][\w.-]*)\)/g))
            if (names.indexOf(variable) > index)
              report(
                usedBefore,
                at(model, ...where, 'env', name),
                { service: service.name, name, variable },
                { related: [{ message: 'it stands here', place: atKey(model, ...where, 'env', variable) }] },
              )
        }
      }
      look(service.env, path)
      for (const [index, step] of service.init.entries()) look(step.env, [...path, 'init', index])
      for (const sidecar of service.sidecars) look(sidecar.env, [...path, 'sidecars', sidecar.name])
      for (const { name, as } of service.secrets)
        for (const variable of as === 'env' ? [name] : as === 'file-env' ? [`${name}_FILE`] : [])
          if (Object.hasOwn(service.env, variable))
            report(
              envTwice,
              atKey(model, ...path, 'secrets', name),
              { service: service.name, name: variable, second: `secret \`${name}\`` },
              { related: [{ message: 'the other one', place: atKey(model, ...path, 'env', variable) }] },
            )
      let size = 0
      for (const file of service.files) {
        if (file.shared !== undefined) key(file.shared.config, file.shared.key, [...path, 'files', file.path, 'config'], service.name)
        size += file.text === undefined ? 0 : Buffer.byteLength(file.text)
      }
      if (size > MIB) report(configTooLarge, atKey(model, ...path, 'files'), { owner: service.name, size })
      for (const [name, source] of Object.entries(service.env)) {
        const heap = source.type === 'value' ? /-Xmx(\d+)([kKmMgG])/.exec(source.value) : null
        if (heap === null) continue
        const text = `${heap[1]}${heap[2]?.toUpperCase()}i`
        if (byteCount(text) >= byteCount(service.resources.limits.memory))
          report(
            heapAboveLimit,
            at(model, ...path, 'env', name),
            { service: service.name, heap: text, limit: service.resources.limits.memory },
            { related: [{ message: 'the limit', place: at(model, ...path, 'resources', 'memory') }] },
          )
      }
    }

    function key(name: string, wanted: string, path: readonly (string | number)[], service: string): void {
      const keys = model.config[name]
      if (keys !== undefined && Object.hasOwn(keys, wanted)) return
      const place = at(model, ...path)
      const near = keys === undefined ? undefined : nearest(wanted, Object.keys(keys))
      report(
        unknownConfigKey,
        place,
        { service, config: name, key: wanted, environment: model.environment.name, nearest: near },
        near === undefined
          ? {}
          : { fixes: [{ message: `write \`${name}/${near}\``, changes: [{ replace: place, text: `${name}/${near}` }] }] },
      )
    }
  },
}
