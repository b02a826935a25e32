import type { Finding } from '../finding.ts'
import { runTool } from '../tool.ts'

/** Every object by itself: Istio's own validation, warnings included. */
export async function istioValidate(files: readonly string[]): Promise<readonly Finding[]> {
  const args = files.flatMap((file) => ['-f', file])
  const { stdout, stderr } = await runTool('istioctl', ['validate', ...args])
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '' && !/ is valid$/.test(line))
    .map((line) => ({ judge: 'istioctl validate', rule: 'validate', where: '', message: line.trim() }))
}

interface Message {
  readonly code: string
  readonly level: string
  readonly message: string
  readonly origin?: string
  readonly reference?: string
}

/** References and conflicts between all objects of one mesh. Without `--all-namespaces` it says nothing of any namespace but `default`. */
export async function istioAnalyze(files: readonly string[], fixtures: readonly string[]): Promise<readonly Finding[]> {
  const { stdout, stderr, status } = await runTool('istioctl', [
    'analyze',
    '--use-kube=false',
    '--all-namespaces',
    '--output',
    'json',
    ...files,
    ...fixtures,
  ])
  if (!stdout.trimStart().startsWith('[')) return [{ judge: 'istioctl analyze', rule: `exit ${status}`, where: '', message: stderr.trim() }]
  return (JSON.parse(stdout) as readonly Message[]).map(({ code, level, message, origin, reference }) => ({
    judge: 'istioctl analyze',
    rule: code,
    where: [origin, reference].filter((part) => part !== undefined).join(' '),
    message: `${level}: ${message}`,
  }))
}
