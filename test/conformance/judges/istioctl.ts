import type { Finding } from '../finding.ts'
import { runTool } from '../tool.ts'

/** It warns of every EnvoyFilter, whatever it says. */
const ALWAYS = /EnvoyFilter exposes internal implementation details that may change at any time/

/** Every object by itself: Istio's own validation, warnings included. */
export async function istioValidate(files: readonly string[]): Promise<readonly Finding[]> {
  const args = files.flatMap((file) => ['-f', file])
  const { stdout, stderr } = await runTool('istioctl', ['validate', ...args])
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '' && !/ is valid$| has warnings: $/.test(line) && !ALWAYS.test(line))
    .map((line) => ({ judge: 'istioctl validate', rule: 'validate', where: '', message: line.trim() }))
}

/** It looks for an authority beside a certificate, and not into the Secret that holds both; Istio's validation refuses the two together. */
const BLIND: readonly string[] = ['IST0129']

interface Message {
  readonly code: string
  readonly level: string
  readonly message: string
  readonly origin?: string
  readonly reference?: string
}

/**
 * References and conflicts between all objects of one mesh, as far as files tell: analyzers that look at pods, Services or namespaces leave files out.
 * Without `--all-namespaces` it says nothing of any namespace but `default`.
 */
export function istioAnalyze(files: readonly string[]): Promise<readonly Finding[]> {
  return analyze(['--use-kube=false', ...files])
}

/**
 * The same of everything in a cluster, by all analyzers. Pods without a proxy (IST0103) are left out: nobody injects one there. What is told of other
 * namespaces than the given ones is not ours.
 */
export async function istioAnalyzeCluster(kubeconfig: string, namespaces: readonly string[]): Promise<readonly Finding[]> {
  const isOurs = (where: string) =>
    where === '' || namespaces.some((name) => where.includes(` ${name}/`) || where.endsWith(`Namespace ${name}`))
  return (await analyze(['--kubeconfig', kubeconfig])).filter(({ rule, where }) => rule !== 'IST0103' && isOurs(where))
}

async function analyze(args: readonly string[]): Promise<readonly Finding[]> {
  const { stdout, stderr, status } = await runTool('istioctl', ['analyze', '--all-namespaces', '--output', 'json', ...args])
  if (!stdout.trimStart().startsWith('[')) return [{ judge: 'istioctl analyze', rule: `exit ${status}`, where: '', message: stderr.trim() }]
  return (JSON.parse(stdout) as readonly Message[])
    .filter(({ code }) => !BLIND.includes(code))
    .map(({ code, level, message, origin, reference }) => ({
      judge: 'istioctl analyze',
      rule: code,
      where: [origin, reference].filter((part) => part !== undefined).join(' '),
      message: `${level}: ${message}`,
    }))
}
