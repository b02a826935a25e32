/** The same platform for all: sources for platgen, and out of what platgen renders for one service, the chart and the overlays that make the same objects. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const DIGEST = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'

/** `service-00042`: all names are of one length, so that texts can be cut at them. */
export function serviceName(index: number): string {
  return `service-${String(index).padStart(5, '0')}`
}

/** Services call each other in pairs. */
function partnerOf(index: number, count: number): string {
  const partner = index % 2 === 0 ? index + 1 : index - 1
  return serviceName(partner < count ? partner : index)
}

/** platform.yaml with so many services, for one environment. Only objects are rendered, as plain manifests. */
export function writePlatform(folder: string, count: number): void {
  const head = [
    'apiVersion: platgen.dev/v1',
    'name: bench',
    'version: 1.4.2',
    'targets: { kubernetes: "1.34" }',
    'environments:',
    '  prod: { namespace: bench, domain: bench.example.com }',
    'services:',
  ]
  const services = Array.from({ length: count }, (_, index) => serviceText(index, count))
  write(join(folder, 'platform.yaml'), `${[...head, ...services].join('\n')}\n`)
}

function serviceText(index: number, count: number): string {
  const partner = partnerOf(index, count)
  return [
    `  ${serviceName(index)}:`,
    `    image: "registry.example.com/bench/${serviceName(index)}:1.4.2@sha256:${DIGEST}"`,
    '    ports: { http: 8080 }',
    ...(partner === serviceName(index) ? [] : [`    calls: [${partner}]`]),
    '    health: { ready: /ready, live: /live }',
    '    env:',
    '      LOG_LEVEL: info',
    ...(partner === serviceName(index) ? [] : [`      PARTNER_URL: "\${services.${partner}.url}"`]),
    '    files:',
    '      /etc/service/service.conf: |',
    '        workers = 4',
    '        timeout = 30',
    '    resources: { cpu: 250m, memory: 512Mi }',
    '    replicas: 3',
  ].join('\n')
}

/** What platgen rendered: the objects of the platform, and those of the first service. */
export interface Pattern {
  readonly platform: string
  readonly service: string
}

export function readPattern(manifests: string): Pattern {
  return { platform: stripped(join(manifests, '00-bench.yaml')), service: stripped(join(manifests, `${serviceName(0)}.yaml`)) }
}

/** Without comments, which neither of the others keeps. */
function stripped(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/^---\n/, '')
}

/** One chart that ranges over its services, as it is often written. */
export function writeChart(folder: string, count: number, pattern: Pattern): void {
  const template = escapeBraces(pattern.service)
    .replaceAll(serviceName(1), '{{ $service.partner }}')
    .replaceAll(`:1.4.2@sha256:${DIGEST}`, ':{{ $service.tag }}@sha256:{{ $service.digest }}')
    .replaceAll(serviceName(0), '{{ $name }}')
    .replace(/^( *replicas:) 3$/gm, '$1 {{ $service.replicas }}')
  const services = Array.from({ length: count }, (_, index) =>
    [
      `  ${serviceName(index)}:`,
      '    tag: 1.4.2',
      `    digest: ${DIGEST}`,
      '    replicas: 3',
      `    partner: ${partnerOf(index, count)}`,
    ].join('\n'),
  )
  write(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n')
  write(join(folder, 'values.yaml'), `services:\n${services.join('\n')}\n`)
  write(join(folder, 'templates/platform.yaml'), escapeBraces(pattern.platform))
  write(join(folder, 'templates/services.yaml'), `{{- range $name, $service := .Values.services }}\n---\n${template}\n{{- end }}\n`)
}

function escapeBraces(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}')
}

/** A base with a file for each service, and an overlay that says what is different in production: namespace, labels, tags, replicas. */
export function writeOverlay(folder: string, count: number, pattern: Pattern): void {
  const names = Array.from({ length: count }, (_, index) => serviceName(index))
  write(join(folder, 'base/platform.yaml'), pattern.platform)
  names.forEach((name, index) => {
    const text = pattern.service
      .replaceAll(serviceName(1), '\0')
      .replaceAll(serviceName(0), name)
      .replaceAll('\0', partnerOf(index, count))
      .replaceAll(`:1.4.2@sha256:${DIGEST}`, '')
      .replace(/^( *replicas:) 3$/gm, '$1 1')
    write(join(folder, `base/${name}.yaml`), text)
  })
  write(join(folder, 'base/kustomization.yaml'), `resources:\n- platform.yaml\n${names.map((name) => `- ${name}.yaml\n`).join('')}`)
  const images = names.map((name) => `- name: registry.example.com/bench/${name}\n  newTag: 1.4.2\n  digest: sha256:${DIGEST}\n`)
  const replicas = names.map((name) => `- name: ${name}\n  count: 3\n`)
  write(
    join(folder, 'prod/kustomization.yaml'),
    `namespace: bench\nresources:\n- ../base\nlabels:\n- pairs:\n    environment: prod\nimages:\n${images.join('')}replicas:\n${replicas.join('')}`,
  )
}

/** How many objects of each kind a stream of YAML documents has: `Deployment 100`. */
export function countKinds(text: string): string[] {
  const counts = new Map<string, number>()
  for (const [, kind = ''] of text.matchAll(/^kind: (\S+)$/gm)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind} ${count}`).sort()
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
