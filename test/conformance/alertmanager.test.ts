/** Alertmanager's own tool: the configuration, and where alerts of every severity, service and environment go. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { describeWith, runTool } from './tool.ts'

interface Configuration {
  readonly receivers: readonly { readonly name: string; readonly [kind: string]: unknown }[]
}

const told = inject('rendered').flatMap((platform) =>
  platform.environments.flatMap(({ name }) => {
    const file = join(platform.out, 'alertmanager', name, 'alertmanager.yml')
    if (!existsSync(file)) return []
    return [
      {
        title: `${platform.name} in ${name}`,
        platform: owner(join(platform.folder, 'platform.yaml')),
        environment: name,
        file,
        rules: join(platform.out, 'prometheus', name, 'rules'),
      },
    ]
  }),
)

function owner(file: string): string {
  return (parse(readFileSync(file, 'utf8')) as { readonly name: string }).name
}

interface Alert {
  readonly alert?: string
  readonly labels?: { readonly [label: string]: string }
}

/** Every pair of labels that an alert can have, with the name of one such alert. */
function alertsIn(folder: string): readonly { readonly [label: string]: string }[] {
  const found = new Map<string, { readonly [label: string]: string }>()
  for (const file of readdirSync(folder)) {
    const { groups } = parse(readFileSync(join(folder, file), 'utf8')) as {
      readonly groups: readonly { readonly rules: readonly Alert[] }[]
    }
    for (const { alert, labels = {} } of groups.flatMap(({ rules }) => rules))
      if (alert !== undefined && alert !== 'Watchdog')
        found.set(`${labels.severity} ${labels.service ?? ''} ${labels.store ?? ''}`, { alertname: alert, ...labels })
  }
  return [...found.values()]
}

test('somebody is told', () => {
  expect(told.length).toBeGreaterThan(1)
})

describeWith(['amtool'], 'amtool', () => {
  test.each(told)('check-config: $title', async ({ file }) => {
    await runTool('amtool', ['check-config', file], { expect: [0] })
  })

  test.each(told)('no credential stands in it: $title', ({ file }) => {
    expect(readFileSync(file, 'utf8')).not.toMatch(
      /^\s*-?\s*(routing_key|api_url|auth_password|api_secret|credentials|bearer_token|password): /m,
    )
  })

  test.each(told)('routes: $title', async ({ file, rules, platform, environment }) => {
    const name = (labels: { readonly [label: string]: string }) => Object.entries(labels).map(([label, value]) => `${label}=${value}`)
    const { receivers } = parse(readFileSync(file, 'utf8')) as Configuration
    const known = new Set(receivers.map((receiver) => receiver.name))
    const test = async (labels: { readonly [label: string]: string }, receiver: string) => {
      const { status, stdout } = await runTool('amtool', [
        'config',
        'routes',
        'test',
        `--config.file=${file}`,
        `--verify.receivers=${receiver}`,
        ...name(labels),
      ])
      expect(status, `${JSON.stringify(labels)} → ${stdout.trim()}`).toBe(0)
    }
    for (const labels of alertsIn(rules)) {
      const severity = labels.severity ?? ''
      await test({ ...labels, platform, environment }, known.has(severity) ? severity : 'nobody')
    }
    await test({ alertname: 'Watchdog', severity: 'info', platform, environment }, known.has('heartbeat') ? 'heartbeat' : 'nobody')
    await test({ alertname: 'ServiceDown', severity: 'critical', platform, environment: `${environment}-of-others` }, 'nobody')
  })

  test.each(told)('every receiver but nobody tells somebody: $title', ({ file }) => {
    const { receivers } = parse(readFileSync(file, 'utf8')) as Configuration
    for (const { name, ...configs } of receivers) expect(Object.keys(configs).length > 0, name).toBe(name !== 'nobody')
  })
})
