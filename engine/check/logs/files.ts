import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const withoutVolume = defineDiagnostic<{ service: string; path: string }>({
  code: 'check/log-file-without-volume',
  severity: 'error',
  message: ({ service, path }) => `\`${path}\` of \`${service}\` lies in none of its volumes, so that nobody else can read it`,
  note: () => 'Give it one: `volumes: { logs: { mount: /var/log/app, empty: 256Mi } }`.',
})

/** Log files: that somebody else can read them. */
export const logFiles: Rule = {
  model({ model, report }) {
    if (model.logging.agent === 'none') return
    for (const { name, logs, volumes } of Object.values(model.services))
      for (const { container, path } of logs.files) {
        const isMounted = Object.values(volumes).some(({ mount }) => mount !== undefined && path.startsWith(`${mount}/`))
        const file = container.slice(`${name}-logs-`.length)
        if (!isMounted) report(withoutVolume, at(model, 'services', name, 'logs', 'files', file, 'path'), { service: name, path })
      }
  },
}
