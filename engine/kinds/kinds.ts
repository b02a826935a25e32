import { bytes } from './bytes.ts'
import { cpu, cpuLimit, quantity } from './cpu.ts'
import { cron } from './cron.ts'
import { duration } from './duration.ts'
import { emailAddress } from './email.ts'
import { gitRef } from './git.ts'
import { address, host, hostPattern, hostPort, url } from './host.ts'
import { digest, image, imagePath, imageRoot, imageTag, release, systemPackage } from './image.ts'
import { cidr, ip } from './ip.ts'
import type { Kind } from './kind.ts'
import { locality } from './locality.ts'
import { logRegex } from './log-regex.ts'
import {
  appProtocol,
  configKey,
  envName,
  identifier,
  keyRef,
  label,
  labelKey,
  name,
  objectName,
  portName,
  principal,
  serviceName,
  varName,
} from './names.ts'
import { fileMode, filePattern, glob, moduleName, outputName, path, plainPath, relativePath, urlPath } from './path.ts'
import { countOrPercent, growth, percent } from './percent.ts'
import { authority, claim, pathPattern } from './policy.ts'
import { port } from './port.ts'
import { promql } from './promql.ts'
import { rate } from './rate.ts'
import { regex } from './regex.ts'
import { samples } from './samples.ts'
import { timeFormat } from './time-format.ts'
import { timeOfDay } from './time-of-day.ts'
import {
  capability,
  ciphertext,
  fieldPath,
  headerName,
  indexName,
  kubernetesKind,
  logField,
  logText,
  logWriter,
  method,
  metricName,
  rbacResource,
  rbacVerb,
  reason,
  timeZone,
} from './words.ts'

/** Every kind that `x-kind` in the schema can name. */
export const kinds = {
  address,
  appProtocol,
  authority,
  bytes,
  capability,
  cidr,
  ciphertext,
  claim,
  configKey,
  countOrPercent,
  cpu,
  cpuLimit,
  cron,
  digest,
  duration,
  emailAddress,
  envName,
  fieldPath,
  fileMode,
  filePattern,
  gitRef,
  glob,
  growth,
  headerName,
  host,
  hostPattern,
  hostPort,
  identifier,
  image,
  imagePath,
  imageRoot,
  imageTag,
  indexName,
  ip,
  keyRef,
  kubernetesKind,
  label,
  labelKey,
  locality,
  logField,
  logRegex,
  logText,
  logWriter,
  method,
  metricName,
  moduleName,
  name,
  objectName,
  outputName,
  path,
  pathPattern,
  percent,
  plainPath,
  port,
  portName,
  principal,
  promql,
  quantity,
  rate,
  rbacResource,
  rbacVerb,
  reason,
  regex,
  relativePath,
  release,
  samples,
  serviceName,
  systemPackage,
  timeFormat,
  timeOfDay,
  timeZone,
  url,
  urlPath,
  varName,
} as const satisfies Readonly<Record<string, Kind>>

/** What `x-kind` can name. */
export type KindName = keyof typeof kinds

/** Whether there is a kind of this name. */
export function isKindName(name: string): name is KindName {
  return Object.hasOwn(kinds, name)
}
