import { expect, test } from 'vitest'
import { check } from '../../engine/check/check.ts'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { modelsOf } from '../../engine/testing.ts'
import type { WrittenPlatform } from '../../schema/generated/written.ts'

const platform = (size: number): string => `apiVersion: platgen.dev/v1
name: shop
environments: { dev: {} }
services:
  web:
    image: docker.io/library/nginx:1.29.3
    ports: { http: 8080 }
    files:
      /etc/app/words.txt: "${'x'.repeat(size)}"
`

test.each([
  [1024 * 1024, []],
  [1024 * 1024 + 1, [['check/config-too-large', '/services/web/files']]],
])('files of %d bytes together', (size, expected) => {
  const { report, list } = collectFindings()
  const models = modelsOf(platform(size), report)
  check(models, { apiVersion: 'platgen.dev/v1', name: 'shop', environments: { dev: {} } } as WrittenPlatform, report)
  expect(list().map(({ code, place }) => [code, 'pointer' in place && place.pointer])).toEqual(expected)
})
