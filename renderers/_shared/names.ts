import { hash } from '../../engine/sdk.ts'

/** A DNS label (RFC 1123), and the value of a label. */
export const LONGEST_LABEL = 63
/** What pods of a StatefulSet carry as the label `controller-revision-hash`, and what a CronJob calls its Jobs, is 11 longer than the workload. */
export const LONGEST_PREFIX = 52

/** The name itself when it is short enough, else its start and a hash of it all, so that two long names never become one. */
export function shorten(name: string, most: number): string {
  if (name.length <= most) return name
  return `${name.slice(0, most - 11).replace(/[-_.]+$/, '')}-${hash(name).slice(0, 10)}`
}

/** The name of a workload, as short as its kind needs it. */
export function workloadName(kind: string, name: string): string {
  return shorten(name, kind === 'StatefulSet' || kind === 'CronJob' ? LONGEST_PREFIX : LONGEST_LABEL)
}

/** A name made of parts, for what belongs to something with a name: `orders-headless`. */
export function joined(...parts: readonly string[]): string {
  return shorten(parts.join('-'), LONGEST_LABEL)
}

const PLAIN_PATH = /^(\/[a-z0-9]+)+$/

/** A DNS label that stands for a path: `writable-var-cache-nginx`. Two paths never have the same: one that holds more than letters, digits and `/` gets a hash. */
export function pathName(prefix: string, path: string): string {
  const name = `${prefix}${path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`
  return PLAIN_PATH.test(path) ? shorten(name, LONGEST_LABEL) : `${shorten(name, LONGEST_LABEL - 9)}-${hash(path).slice(0, 8)}`
}

/** Name of an object of the cluster that belongs to one environment. A namespace has no dot, so two of them never make the same name. */
export function clusterName(namespace: string, name: string): string {
  return `${namespace}.${name}`
}
