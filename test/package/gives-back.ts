import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bundle } from '../../engine/package/packager.ts'
import type { KubernetesObject, OutputFile } from '../../engine/render/artifact.ts'
import type { Environment, Model } from '../../engine/resolve/model.ts'
import { alone, bundleOf, models, onDisk, twins } from './charting.ts'

/** Objects in one package. Many, because starting a tool takes longer than what it then does. */
const FAMILIES = 60
/** Set both to look for more: `FAMILIES_RUNS=50 FAMILIES_SEED=1 npx vitest run test/package/helm-property`. */
const runs = Number(process.env.FAMILIES_RUNS ?? 1)

/** A way to ship objects, and the tool that unpacks it again. */
export interface Shipping {
  /** Where the random objects start, unless FAMILIES_SEED says otherwise. */
  readonly seed: number
  /** One object, as each environment has it, by namespace; undefined where there is none. */
  readonly family: (index: number, namespaces: readonly string[]) => fc.Arbitrary<readonly (KubernetesObject | undefined)[]>
  readonly pack: (bundles: readonly Bundle[], of: readonly Model[]) => ReadonlyMap<string, OutputFile>
  readonly unpack: (folder: string, environment: Environment) => readonly KubernetesObject[]
}

/** What the tool makes of the package, with the words of an environment, is exactly what was rendered for it. */
export function givesBack({ seed, family, pack, unpack }: Shipping): void {
  const start = Number(process.env.FAMILIES_SEED ?? seed)
  const platforms = [
    { where: 'three environments', of: models },
    { where: 'two environments of one namespace', of: twins },
    { where: 'one environment', of: alone },
  ]
  test.each(platforms.flatMap((platform) => Array.from({ length: runs }, (_, run) => ({ ...platform, run }))))(
    'gives back families of objects, whatever is in them: $where',
    ({ of, run }) => {
      const namespaces = of.map(({ environment }) => environment.namespace)
      const all = fc.tuple(...Array.from({ length: FAMILIES }, (_, index) => family(index, namespaces)))
      const [families = []] = fc.sample(all, { numRuns: 1, seed: start + run })
      const objects = of.map((_, environment) => families.flatMap((members) => members[environment] ?? []))
      onDisk(pack([bundleOf('', [], of), bundleOf('orders', objects, of)], of), (folder) => {
        for (const [index, { environment }] of of.entries()) {
          const got = byName(unpack(folder, environment))
          const wanted = byName(objects[index] ?? [])
          expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort())
          for (const name of Object.keys(wanted)) expect(got[name], `${name} in ${environment.name}`).toEqual(wanted[name])
        }
      })
    },
    60_000,
  )
}

const byName = (objects: readonly KubernetesObject[]) =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]))
