import type { LogOutput, SecretKey } from '../../engine/sdk.ts'

/** A secret that the agent reads: the variable whose file holds it. */
export interface LogSecret extends SecretKey {
  /** `SEARCH_PASSWORD`; the variable `SEARCH_PASSWORD_FILE` says where the file is. */
  readonly name: string
}

/** What an output reads, by what it is for. */
export interface LogSecrets {
  readonly password: LogSecret | undefined
  readonly ca: LogSecret | undefined
  readonly accessKey: LogSecret | undefined
  readonly secretKey: LogSecret | undefined
}

/** The secrets of one output, under names that no other output has. */
export function logSecrets(output: LogOutput): LogSecrets {
  const prefix = output.name.toUpperCase().replaceAll('-', '_')
  const named = (what: string, key: SecretKey | undefined): LogSecret | undefined => key && { name: `${prefix}_${what}`, ...key }
  return {
    password: named('PASSWORD', 'login' in output ? output.login?.password : undefined),
    ca: named('CA', 'ca' in output ? output.ca : undefined),
    accessKey: named('ACCESS_KEY', output.type === 's3' ? output.keys?.access : undefined),
    secretKey: named('SECRET_KEY', output.type === 's3' ? output.keys?.secret : undefined),
  }
}
