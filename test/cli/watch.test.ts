import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { call, folders, RIGHT, WRONG } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

test('--watch renders again after a change, survives mistakes, sees new files, and ends when it is told to', async () => {
  const cwd = make({
    'platform.yaml': `include: ["teams/*.yaml"]\n${RIGHT}`,
    'teams/a.yaml': 'externals: { mail: { host: mail.example.com } }\n',
  })
  const stop = new AbortController()
  const lines: string[] = []
  let heard = (): void => {}
  const next = async (change: () => void) => {
    const line = new Promise<void>((done) => {
      heard = done
    })
    change()
    await line
  }
  const first = new Promise<void>((done) => {
    heard = done
  })
  const ended = call(['render', '--watch'], {
    cwd,
    stop: stop.signal,
    onStdout: (text) => {
      lines.push(text)
      heard()
    },
  })
  await first
  const text = `include: ["teams/*.yaml"]\n${RIGHT.replace('calls: [api]', 'calls: [api, mail]')}`
  await next(() => writeFileSync(join(cwd, 'platform.yaml'), text))
  await next(() => writeFileSync(join(cwd, 'platform.yaml'), WRONG))
  await next(() => writeFileSync(join(cwd, 'platform.yaml'), text.replace('8080', '8081')))
  await next(() => writeFileSync(join(cwd, 'teams/b.yaml'), 'stores: { cache: { engine: redis, waivers: { digest: a test } } }\n'))
  stop.abort()
  expect((await ended).exit).toBe(130)
  expect(lines.map((line) => (line.startsWith('rendered into out in ') ? 'rendered' : line.trim()))).toEqual([
    expect.anything(),
    'rendered',
    'not rendered; waiting for a change',
    'rendered',
    expect.anything(),
  ])
  expect(readFileSync(join(cwd, 'out/manifests/prod/web.yaml'), 'utf8')).toContain('8081')
})
