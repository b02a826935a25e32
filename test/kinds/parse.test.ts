import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteCount } from '../../engine/kinds/bytes.ts'
import { cpuMillis } from '../../engine/kinds/cpu.ts'
import { duration, durationSeconds } from '../../engine/kinds/duration.ts'
import { parseImage, parseRelease } from '../../engine/kinds/image.ts'
import { parseCidr, parseIp } from '../../engine/kinds/ip.ts'
import { fileModeNumber } from '../../engine/kinds/path.ts'
import { percentNumber } from '../../engine/kinds/percent.ts'
import { parseRate, ratePerSecond } from '../../engine/kinds/rate.ts'
import { isReference, isTemplate } from '../../engine/kinds/template.ts'

test('durations are seconds', () => {
  expect(['0s', '90s', '1h30m', '14d', '250ms', '1d2h3m4s5ms'].map(durationSeconds)).toEqual([0, 90, 5400, 1_209_600, 0.25, 93_784.005])
  expect(() => durationSeconds('')).toThrow()
})

test('every whole number of seconds can be written and read', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(23), fc.nat(59), fc.nat(59), (d, h, m, s) => {
      const text = `${d}d${h}h${m}m${s}s`
      expect(duration.check(text)).toBeUndefined()
      expect(durationSeconds(text)).toBe(d * 86_400 + h * 3600 + m * 60 + s)
    }),
  )
})

test('CPU is thousandths of a core', () => {
  expect(['250m', '2', '0.5', '0.001', '1.125'].map(cpuMillis)).toEqual([250, 2000, 500, 1, 1125])
})

test('bytes are bytes', () => {
  expect(['1Ki', '512Mi', '0.5Gi', '500M', '1k', '0.0001Ki'].map(byteCount)).toEqual([1024, 536_870_912, 536_870_912, 500_000_000, 1000, 1])
})

test('shares, rates and modes', () => {
  expect(percentNumber('0.5%')).toBe(0.5)
  expect(parseRate('10/m')).toEqual({ count: 10, seconds: 60 })
  expect(ratePerSecond('3600/h')).toBe(1)
  expect(fileModeNumber('0440')).toBe(0o440)
})

describe('an image reference', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  test.each([
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined, 'nginx'],
    ['bitnami/redis:7', 'docker.io', 'bitnami/redis', '7', undefined, 'bitnami/redis'],
    ['localhost:5000/a', 'localhost:5000', 'a', undefined, undefined, 'localhost:5000/a'],
    ['localhost/a:1', 'localhost', 'a', '1', undefined, 'localhost/a'],
    [`registry.example.com/p/q:1@${digest}`, 'registry.example.com', 'p/q', '1', digest, 'registry.example.com/p/q'],
    [`nginx@${digest}`, 'docker.io', 'library/nginx', undefined, digest, 'nginx'],
  ])('%s', (text, registry, repository, tag, pinned, name) => {
    expect(parseImage(text)).toEqual({ registry, repository, tag, digest: pinned, name })
  })

  test('of a release', () => {
    expect(parseRelease('1.4.2')).toEqual({ tag: '1.4.2', digest: undefined })
    expect(parseRelease(`1.4.2@${digest}`)).toEqual({ tag: '1.4.2', digest })
  })
})

describe('addresses', () => {
  test('of both families', () => {
    expect(parseIp('10.0.0.7')).toEqual([10, 0, 0, 7])
    expect(parseIp('2001:db8::7')).toEqual([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
    expect(parseIp('::ffff:10.0.0.1')?.slice(10)).toEqual([255, 255, 10, 0, 0, 1])
  })

  test('of networks, with the bits behind the prefix cleared', () => {
    expect(parseCidr('10.1.2.3/20')?.text).toBe('10.1.0.0/20')
    expect(parseCidr('2001:db8:0:1::1/48')?.text).toBe('2001:db8::/48')
    expect(parseCidr('::1/128')?.text).toBe('::1/128')
    expect(parseCidr('1:0:0:2:0:0:0:3/128')?.text).toBe('1:0:0:2::3/128')
    expect(parseCidr('10.0.0.0')).toBeUndefined()
  })

  test('IPv6 is written as RFC 5952 says, and read again as the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 1, 0xffff, 0xab), { minLength: 8, maxLength: 8 }), (words) => {
        const text = words.map((word) => word.toString(16)).join(':')
        const written = parseCidr(`${text}/128`)?.text.replace('/128', '') ?? ''
        expect(parseIp(written)).toEqual(parseIp(text))
      }),
    )
  })
})

test('templates', () => {
  expect(['${a}', 'x${a}', '$${a} ${b}', '${'].map(isTemplate)).toEqual([true, true, true, true])
  expect(['', '$', '$a', '$${a}', '$(a)', '{a}'].map(isTemplate)).toEqual([false, false, false, false, false, false])
  expect(['${a}', '${a}${b}', 'x${a}', '${a', '$${a}'].map(isReference)).toEqual([true, false, false, false, false])
})
