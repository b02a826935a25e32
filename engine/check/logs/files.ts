import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const withoutVolume = defineDiagnostic<{ service: string; path: string }>({
  code: 'check/log-file-without-volume',
  severity: 'error',
  message: ({ service, path }) => `\`${path}\` of \`${service}\` lies in none of its volumes, so that nobody else can read it`,
  note: () => 'Give it one: `volumes: { logs: { mount: /var/log/app, empty: 256Mi } }`.',
})

export const sidecarWithoutFiles = defineDiagnostic<{ service: string; agent: string }>({
  code: 'check/log-sidecar-without-files',
  severity: 'error',
  message: ({ service }) => `\`sidecar\` of \`${service}\` has no effect: it writes no log files`,
  note: ({ agent }) => `What it prints is read by the ${agent} of its node. Name its files under \`logs.files\`, or remove it.`,
})

export const agentWritesToNode = defineDiagnostic<{ service: string; output: string }>({
  code: 'check/log-sidecar-to-node',
  severity: 'error',
  message: ({ service, output }) => `the agent beside \`${service}\` can't write to \`${output}\`, which is a folder of the node`,
  note: () => 'A pod of a service has no business there. Say `sidecar: stream`, or send its records elsewhere: `logs: { to: [...] }`.',
})

/** Log files: that somebody else can read them. */
export const logFiles: Rule = {
  model({ model, report }) {
    if (model.logging.agent === 'none') return
    for (const { name, logs, volumes } of Object.values(model.services)) {
      for (const { container, path } of logs.files) {
        const isMounted = Object.values(volumes).some(({ mount }) => mount !== undefined && path.startsWith(`${mount}/`))
        const file = container.slice(`${name}-logs-`.length)
        if (!isMounted) report(withoutVolume, at(model, 'services', name, 'logs', 'files', file, 'path'), { service: name, path })
      }
      const written = writtenAt(model, 'services', name, 'logs', 'sidecar')
      // `defaults` say it for those who have files.
      if (written?.pointer.startsWith('/services/') && logs.files.length === 0)
        report(sidecarWithoutFiles, atKey(model, 'services', name, 'logs', 'sidecar'), { service: name, agent: model.logging.agent })
      if (logs.sidecar === 'stream' || logs.files.length === 0) continue
      const here = at(model, 'services', name, 'logs', 'sidecar')
      for (const output of model.logging.outputs)
        if (output.type === 'file' && logs.to.includes(output.name))
          report(
            agentWritesToNode,
            here,
            { service: name, output: output.name },
            {
              related: [{ message: 'the folder', place: atKey(model, 'logging', 'to', output.name) }],
            },
          )
    }
  },
}
