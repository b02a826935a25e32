/** Prometheus as its own tools read it: configuration, rules, and the unit tests that are rendered with them. Runbooks as a shell reads them. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { get, readObjects } from './objects.ts'
import { describeWith, runTool } from './tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-monitoring-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const watched = inject('rendered').flatMap((platform) =>
  platform.environments
    .map(({ name }) => ({
      title: `${platform.name} in ${name}`,
      out: platform.out,
      environment: name,
      folder: join(platform.out, 'prometheus', name),
    }))
    .filter(({ folder }) => existsSync(folder)),
)

/** The folder as a pod sees it: with the files of its account and of its Secrets. */
function mounted(folder: string, name: string): string {
  const copy = join(scratch, name.replaceAll(' ', '-'))
  cpSync(folder, copy, { recursive: true })
  const file = join(copy, 'prometheus.yml')
  const text = readFileSync(file, 'utf8').replace(/\/(?:var\/)?run\/secrets\/[^\s'"]+/g, (path) => {
    const inside = join(copy, path)
    mkdirSync(join(inside, '..'), { recursive: true })
    writeFileSync(inside, 'x')
    return inside
  })
  writeFileSync(file, text)
  return copy
}

test('somebody is watched', () => {
  expect(watched.length).toBeGreaterThan(2)
})

describeWith(['promtool'], 'promtool', () => {
  test.each(watched)('check config: $title', async ({ title, folder }) => {
    await runTool('promtool', ['check', 'config', '--lint=all', '--lint-fatal', join(mounted(folder, title), 'prometheus.yml')], {
      expect: [0],
    })
  })

  test.each(watched)('check rules: $title', async ({ folder }) => {
    const files = readdirSync(join(folder, 'rules')).map((file) => join(folder, 'rules', file))
    await runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...files], { expect: [0] })
  })

  test.each(watched)('test rules: $title', async ({ folder }) => {
    const files = readdirSync(join(folder, 'tests')).map((file) => join(folder, 'tests', file))
    await runTool('promtool', ['test', 'rules', ...files], { expect: [0] })
  })
})

const operated = inject('rendered').flatMap((platform) =>
  platform.environments.flatMap(({ name, namespace }) => {
    const rules = readObjects(join(platform.out, 'manifests', name)).list.filter(({ kind }) => kind === 'PrometheusRule')
    return rules.length === 0 ? [] : [{ title: `${platform.name} in ${name}`, namespace, rules }]
  }),
)

describeWith(['promtool'], 'objects of the operator', () => {
  test('somebody has one', () => {
    expect(operated.length).toBeGreaterThan(0)
  })

  test.each(operated)('check rules: $title', async ({ title, namespace, rules }) => {
    const folder = join(scratch, `operator-${title.replaceAll(' ', '-')}`)
    mkdirSync(folder, { recursive: true })
    const files = rules.map(({ name, object }) => {
      const file = join(folder, `${name}.yaml`)
      writeFileSync(file, JSON.stringify(get(object, 'spec')))
      return file
    })
    await runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', ...files], { expect: [0] })
    // The operator routes by it.
    for (const file of files)
      for (const { alert, labels } of (JSON.parse(readFileSync(file, 'utf8')) as Rules).groups.flatMap((group) => group.rules))
        if (alert !== undefined) expect(labels?.namespace, alert).toBe(namespace)
  })
})

describe('alerts', () => {
  test.each(watched)('link to a part of a runbook that is there: $title', ({ out, folder }) => {
    for (const file of readdirSync(join(folder, 'rules'))) {
      const { groups } = parse(readFileSync(join(folder, 'rules', file), 'utf8')) as Rules
      for (const { alert, annotations } of groups.flatMap(({ rules }) => rules)) {
        if (alert === undefined) continue
        const [, path = '', anchor = ''] = /([^/]+\/[^#]+)#(.+)$/.exec(annotations?.runbook_url?.replace(/^.*\/runbooks\//, '') ?? '') ?? []
        const headings = readFileSync(join(out, 'runbooks', path), 'utf8').match(/^## .*$/gm) ?? []
        expect(
          headings.map((heading) => heading.slice(3).toLowerCase()),
          `${alert} in ${file}`,
        ).toContain(anchor)
      }
    }
  })
})

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert?: string
      readonly labels?: { readonly [label: string]: string }
      readonly annotations?: { readonly runbook_url?: string }
    }[]
  }[]
}

describeWith(['shellcheck'], 'runbooks', () => {
  const runbooks = inject('rendered').flatMap(({ out }) => {
    const folder = join(out, 'runbooks')
    if (!existsSync(folder)) return []
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file))
  })

  test('every command is one that shellcheck takes', async () => {
    const scripts = new Map<string, string>()
    for (const runbook of runbooks)
      for (const [, body = ''] of readFileSync(runbook, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)) scripts.set(body, runbook)
    const folder = join(scratch, 'shell')
    mkdirSync(folder, { recursive: true })
    const files = [...scripts.keys()].map((body, index) => {
      const file = join(folder, `${index}.sh`)
      writeFileSync(file, `#!/bin/sh\n${body}`)
      return file
    })
    expect(files.length).toBeGreaterThan(20)
    // SC2016: what stands in single quotes is for the shell of the pod.
    await runTool('shellcheck', ['--shell', 'sh', '--severity', 'style', '--exclude', 'SC2016', ...files], { expect: [0] })
  })

  test('what only reads stands apart from what changes something', () => {
    const changes = /\b(delete|patch|scale|undo|restart|drain|cordon|rmi|vacuum|KILL|terminate|create job)\b/
    for (const runbook of runbooks) {
      const blocks = readFileSync(runbook, 'utf8').split(/^(?=\*\*Dangerous|Look first|## )/m)
      for (const block of blocks.filter((text) => text.startsWith('Look first'))) expect(block, runbook).not.toMatch(changes)
    }
  })
})
