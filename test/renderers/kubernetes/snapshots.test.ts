/** The script of a CronJob that has snapshots made, run for real with a kubectl that writes down what it is asked. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { list, render } from './rendered.ts'

const folder = mkdtempSync(join(tmpdir(), 'platgen-snapshots-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const KUBECTL = `#!/bin/sh
echo "$*" >> ${folder}/asked
case "$*" in
  *create*) cat > ${folder}/created ;;
  *' get volumesnapshots '*) cat ${folder}/there ;;
esac
`

const named = (hours: number) =>
  `orders-${new Date(Date.now() - hours * 3_600_000)
    .toISOString()
    .replace(/\.\d+Z$/, 'z')
    .replace(/[-:]/g, '')
    .replace('T', 't')}`

test('makes one, waits for it, and removes those that are older than it is told', async () => {
  const { get, codes } = await render(`
storage: { default: fast, classes: { fast: { type: csi, provisioner: ebs.csi.aws.com } }, snapshots: { kept: fast } }
services: { web: { image: "registry.example.com/web:1.0.0", ports: { http: 8080 }, calls: [orders] } }
stores: { orders: { engine: mysql, backup: { schedule: "0 * * * *", keep: 2d, to: { snapshot: kept } } } }
`)
  expect(codes).toEqual([])
  const pod = get('CronJob', 'orders-backup').spec?.jobTemplate?.spec?.template?.spec
  expect(list(pod?.containers)[0]?.command).toEqual(['sh', '/etc/snapshot/snapshot.sh'])
  const [text] = Object.values(get('ConfigMap', 'orders-backup-files').data ?? {}) as unknown as string[]
  writeFileSync(join(folder, 'snapshot.sh'), text as string)
  writeFileSync(join(folder, 'kubectl'), KUBECTL)
  chmodSync(join(folder, 'kubectl'), 0o755)
  const [fresh, yesterday, old, older] = [named(1), named(47), named(49), named(24 * 30)]
  writeFileSync(join(folder, 'there'), `${[older, old, yesterday, fresh].join('\n')}\n`)

  execFileSync('sh', [join(folder, 'snapshot.sh')], { env: { PATH: `${folder}:/usr/bin:/bin` } })

  const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n')
  const created = readFileSync(join(folder, 'created'), 'utf8')
  expect(created).toMatch(/name: orders-\d{8}t\d{6}z\n/)
  expect(created).toContain('persistentVolumeClaimName: data-orders-0')
  expect(asked.filter((line) => line.includes(' wait '))).toHaveLength(1)
  expect(asked.flatMap((line) => / delete volumesnapshot (\S+)/.exec(line)?.[1] ?? [])).toEqual([older, old])
})
