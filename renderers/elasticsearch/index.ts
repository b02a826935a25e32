import { defineRenderer, text } from '../../engine/sdk.ts'
import { cluster } from './cluster.ts'
import { dashboards } from './dashboards.ts'
import { kibana } from './kibana.ts'
import { openSearch } from './opensearch.ts'
import { setup, setupFiles } from './setup.ts'

export default defineRenderer({
  name: 'elasticsearch',
  summary: 'Where logs are searched: how long indices live, what is in them, saved searches; the cluster and Kibana when they run here.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { template, image }) {
    if (model.logging.agent === 'none') return
    for (const output of model.logging.outputs) {
      if (output.type !== 'elasticsearch' && output.type !== 'opensearch') continue
      const { run, login, type } = output
      if (run !== undefined && type === 'elasticsearch') yield cluster(output, run, model)
      if (run !== undefined && type === 'opensearch' && login !== undefined) yield openSearch(output, run, login, model, template)
      if (run?.kibana !== undefined) yield (type === 'elasticsearch' ? kibana : dashboards)(output, run, run.kibana, model)
      const job = setup(output, model, template, image('docker.io/curlimages/curl:8.17.0').reference)
      if (job !== undefined) yield job
    }
  },

  *environment(model, { template }) {
    if (model.logging.agent === 'none') return
    for (const output of model.logging.outputs) {
      if (output.type !== 'elasticsearch' && output.type !== 'opensearch') continue
      for (const [name, content] of setupFiles(output, model, template))
        yield name.endsWith('.sh')
          ? { ...text(`${model.environment.name}/${output.name}/${name}`, content, '#'), after: 1, executable: true }
          : text(`${model.environment.name}/${output.name}/${name}`, content, undefined)
    }
  },
})
