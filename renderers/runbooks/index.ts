import { defineRenderer, type Model, text } from '../../engine/sdk.ts'
import { alertRunbooks } from './alerts/alert-runbooks.ts'
import { nodesRunbooks } from './nodes-runbooks.ts'
import type { Runbook } from './runbook.ts'
import { storesRunbooks } from './stores-runbooks.ts'
import { runbookView } from './view.ts'

/** Whoever has something to say to a person at night. */
const SOURCES: readonly ((model: Model) => Iterable<Runbook>)[] = [alertRunbooks, storesRunbooks, nodesRunbooks]

export default defineRenderer({
  name: 'runbooks',
  summary: 'What to do when something is wrong, with the real names: what alerts link to.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *environment(model, { template }) {
    for (const source of SOURCES)
      for (const runbook of source(model))
        yield text(`${model.environment.name}/${runbook.path}`, template('runbook.md', runbookView(runbook)), ['<!--', '-->'])
  },
})
