import { atKey, type Build, type Report } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { secretPath } from './diagnostics.ts'

/** The options of a mount are divided by commas, and the flags of RUN by spaces: https://docs.docker.com/reference/dockerfile/#run---mounttypesecret */
const PLAIN_PATH = /^[A-Za-z0-9_@+./-]+$/

/** Flags of RUN that let its command see the secrets of the build, each with a space in front. Nothing of them stays in a layer. */
export function secretMounts(secrets: Build['secrets']): string {
  return Object.entries(secrets)
    .map(([name, { file }]) => ` --mount=type=secret,id=${name},${file === undefined ? `env=${name}` : `target=${file}`},required=true`)
    .join('')
}

/** Reports secrets of the build that a mount can't say. Whether there were none. */
export function checkSecrets({ service, build, model }: BuiltService, report: Report): boolean {
  let fine = true
  for (const [name, { file }] of Object.entries(build.secrets)) {
    if (file === undefined || PLAIN_PATH.test(file)) continue
    fine = false
    report(secretPath, atKey(model, 'services', service.name, 'build', 'secrets', name), { service: service.name, name, file })
  }
  return fine
}
