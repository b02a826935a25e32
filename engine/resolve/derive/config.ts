import type { ResolvedEnv, ResolvedFiles, ResolvedSecretRefs } from '../../../schema/generated/resolved.ts'
import { splitKeyRef } from '../../kinds/key-ref.ts'
import { fileModeNumber } from '../../kinds/path.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { fileTwoSources, textNotFound } from '../diagnostics.ts'
import type { ConfigFile, EnvSource, Named, SecretUse } from '../model.ts'

/** Environment variables, each with the one place that its value comes from. */
export function deriveEnv(env: ResolvedEnv): Named<EnvSource> {
  const derived: Record<string, EnvSource> = {}
  for (const name of Object.keys(env)) derived[name] = source(env[name] as ResolvedEnv[string])
  return Object.freeze(derived)
}

function source(written: ResolvedEnv[string]): EnvSource {
  if (written.field !== undefined) return { type: 'field', field: written.field }
  if (written.resource !== undefined) return { type: 'resource', resource: written.resource }
  if (written.config !== undefined) {
    const [config, key] = splitKeyRef(written.config)
    return { type: 'config', config, key }
  }
  return { type: 'value', value: String(written.value) }
}

/** Configuration files, with their texts. */
export function deriveFiles(service: string, files: ResolvedFiles, context: Context): readonly ConfigFile[] {
  return Object.entries(files).map(([path, file]) => {
    const sources = [file.text !== undefined && 'text', file.config !== undefined && 'config', file.from !== undefined && 'from'].filter(
      (word) => word !== false,
    )
    if (sources.length !== 1)
      reportHere(context, fileTwoSources, spot(context, 'key', 'services', service, 'files', path), { path, sources })
    const [config, key] = file.config === undefined ? [] : splitKeyRef(file.config)
    return {
      path,
      text: file.text ?? (file.from === undefined ? undefined : readText(service, path, file.from, context)),
      shared: config === undefined || key === undefined ? undefined : { config, key },
      mode: fileModeNumber(file.mode),
    }
  })
}

function readText(service: string, path: string, from: string, context: Context): string {
  const text = context.texts.get(from)
  if (text === undefined)
    reportHere(context, textNotFound, spot(context, 'value', 'services', service, 'files', path, 'from'), { path: from })
  return text ?? ''
}

/** Secrets, with where the container finds each. */
export function deriveSecrets(service: string, secrets: ResolvedSecretRefs): readonly SecretUse[] {
  return Object.entries(secrets).map(([name, use]) => {
    const [secret, key] = splitKeyRef(use.ref)
    return { name, secret, key, as: use.as, path: use.path ?? `/run/secrets/${service}/${name}`, optional: use.optional }
  })
}
