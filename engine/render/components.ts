import type { Outputs } from '../assemble/outputs.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Component, Expand, WrittenComponent } from '../resolve/component.ts'
import { toPointer } from '../source/pointer.ts'
import { rendererFailed } from './diagnostics.ts'
import { createImages } from './images.ts'
import { createTemplates, type PreparedTemplates } from './template.ts'

/**
 * Asks every renderer which workloads of its own an environment needs.
 * @param long Gives the long form of a component, and throws when it is not in the language: our bug, or that of the author of a renderer.
 */
export function createComponents(
  outputs: Pick<Outputs, 'renderers'> & { readonly templates: PreparedTemplates },
  long: (component: Component) => WrittenComponent,
  report: Report,
): Expand {
  const asked = outputs.renderers.flatMap(({ renderer, options, from }) => {
    const { components } = renderer
    if (components === undefined) return []
    const tools = { options, report, template: createTemplates(renderer, outputs.templates, report) }
    return [
      {
        from,
        list: (model: Parameters<Expand>[0]) => [...components(model, { ...tools, image: createImages([model], report).image })].map(long),
      },
    ]
  })
  return (model) =>
    asked.flatMap(({ from, list }) => {
      if (from === 'built-in') return list(model)
      try {
        return list(model)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        report(rendererFailed, { pointer: toPointer(['outputs', from]), on: 'key' }, { from, reason, place: undefined })
        return []
      }
    })
}
