import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { kinds } from '../kinds/kinds.ts'
import { loadPlan } from '../plan/load.ts'
import type { JsonObject, Source } from '../source/source.ts'
import { createContext, keyAt, valueAt } from './context.ts'
import { nestedOverlay, twice } from './diagnostics.ts'
import { normalise, type Visitor } from './normalise.ts'
import { checkReferences } from './references.ts'
import { checkKey, checkWritten, tellMisfit } from './scalars.ts'
import { searchSecrets } from './secret-literals.ts'
import { tellStructure } from './structure.ts'
import { validate as validateStructure } from './validator.generated.js'
import { shown, subject } from './words.ts'

/**
 * The platform in its long form, or undefined when it is not right; then every mistake is reported. One walk normalises, checks every scalar and looks
 * for secrets; the validator made from the schema then checks the structure of the result.
 */
export function validate(source: Source, report: Report): WrittenPlatform | undefined {
  let failed = false
  const root = loadPlan()
  const context = createContext(root, source, (definition, ...rest) => {
    failed ||= definition.severity === 'error'
    report(definition, ...rest)
  })
  const secrets = searchSecrets(context)

  const visitor: Visitor = {
    scalar(node, value, path, outer) {
      checkWritten(node, value, path, outer, context)
      secrets.scalar(node, value, path)
      return typeof value === 'number' && node.kind !== undefined && 'asText' in kinds[node.kind] ? String(value) : value
    },
    misfit: (value, path, outer) => tellMisfit(value, path, outer, context),
    key: (kind, key, path, on) => checkKey(kind, key, path, on, context),
    anything: secrets.anything,
    twice(item, path, first) {
      const list = path.slice(0, -1)
      const value = String(item)
      context.report(
        twice,
        valueAt(path),
        { value: shown(value), list: subject(list) },
        {
          related: [{ message: 'it stands here already', place: valueAt([...list, first]) }],
          fixes: [{ message: 'remove the second one', changes: [{ remove: valueAt(path) }] }],
        },
      )
    },
    nested: (path) =>
      context.report(nestedOverlay, keyAt(path), {}, { fixes: [{ message: 'remove it', changes: [{ remove: keyAt(path) }] }] }),
  }

  const platform = normalise(root, source.value, visitor)
  if (!validateStructure(platform)) tellStructure(validateStructure.errors ?? [], context)
  checkReferences(platform as JsonObject, context.report)
  secrets.end()
  return failed ? undefined : (platform as unknown as WrittenPlatform)
}
