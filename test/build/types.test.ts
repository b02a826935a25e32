import { expectTypeOf, test } from 'vitest'
import type {
  ResolvedEnvironment,
  ResolvedImage,
  ResolvedPlatform,
  ResolvedPort,
  ResolvedService,
} from '../../schema/generated/resolved.ts'
import type { Overlay, WrittenEnvironment, WrittenPlatform, WrittenPort, WrittenService } from '../../schema/generated/written.ts'

test('a resolved thing has everything that has a default, and nothing that was for merging', () => {
  expectTypeOf<ResolvedService['replicas']['min']>().toEqualTypeOf<number>()
  expectTypeOf<ResolvedService['replicas']['max']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<ResolvedService['resources']['cpu']['request']>().toEqualTypeOf<string>()
  expectTypeOf<ResolvedService['ports']>().toEqualTypeOf<{ readonly [name: string]: ResolvedPort }>()
  expectTypeOf<ResolvedService>().not.toHaveProperty('environments')
  expectTypeOf<ResolvedPlatform['environments']>().toEqualTypeOf<{ readonly [name: string]: ResolvedEnvironment }>()
})

test('a written thing has what its user has to say, in the long form', () => {
  expectTypeOf<WrittenPlatform['name']>().toEqualTypeOf<string>()
  expectTypeOf<WrittenService['replicas']>().toEqualTypeOf<import('../../schema/generated/written.ts').WrittenReplicas | undefined>()
  expectTypeOf<WrittenPort['port']>().toEqualTypeOf<number>()
  expectTypeOf<WrittenPort['protocol']>().toEqualTypeOf<'TCP' | 'UDP' | 'SCTP' | undefined>()
  expectTypeOf<WrittenService['command']>().toEqualTypeOf<readonly string[] | undefined>()
})

test('an overlay says any part, and removes with null', () => {
  expectTypeOf<WrittenPlatform['environments']>().toEqualTypeOf<{ readonly [name: string]: Overlay<WrittenEnvironment> }>()
  expectTypeOf<Overlay<WrittenPort>['port']>().toEqualTypeOf<number | null | undefined>()
  expectTypeOf<Overlay<WrittenService>>().not.toHaveProperty('environments')
  expectTypeOf<{ readonly ports: { readonly http: null } }>().toExtend<Overlay<WrittenService>>()
  expectTypeOf<{ readonly init: readonly [{ readonly command: readonly string[] }] }>().not.toExtend<Overlay<WrittenService>>()
})

test('nothing generated can be changed', () => {
  expectTypeOf<ResolvedImage>().toEqualTypeOf<Readonly<ResolvedImage>>()
  expectTypeOf<NonNullable<ResolvedService['command']>>().toEqualTypeOf<readonly string[]>()
})
