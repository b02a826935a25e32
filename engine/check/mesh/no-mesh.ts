import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const wordsWithoutMesh = defineDiagnostic<{ word: string }>({
  code: 'check/words-without-mesh',
  severity: 'error',
  message: ({ word }) => `\`mesh.${word}\` has no effect, because the platform has no mesh`,
  note: () => 'Say `provider: istio` beside it.',
})

/** Words about a mesh that no environment has. */
export const noMesh: Rule = {
  platform({ models, platform, report }) {
    const written = [platform.mesh, ...Object.values(platform.environments).map((environment) => environment?.mesh)]
    // Once for each place that says something of a mesh, since one word more mends them all.
    const told = new Set<string>()
    const words = new Set(written.flatMap((mesh) => (mesh === undefined || mesh === null ? [] : Object.keys(mesh))))
    words.delete('provider')
    for (const word of words) {
      const idle = new Set<string>()
      for (const model of models) {
        const place = model.mesh.provider === 'none' ? writtenAt(model, 'mesh', word) : undefined
        if (place === undefined || idle.has(place.pointer)) continue
        idle.add(place.pointer)
        const isRead = models.some((other) => other.mesh.provider !== 'none' && writtenAt(other, 'mesh', word)?.pointer === place.pointer)
        const around = place.pointer.slice(0, place.pointer.lastIndexOf('/'))
        if (isRead || told.has(around)) continue
        told.add(around)
        report(
          wordsWithoutMesh,
          place,
          { word },
          {
            fixes: [
              {
                message: 'have a mesh of Istio',
                changes: [{ add: { to: around, key: 'provider', value: 'istio' } }],
              },
            ],
          },
        )
      }
    }
  },
}
