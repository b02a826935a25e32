import { selects } from '../../conformance/network/selector.ts'
import { type Found, get, items, podTemplate, scalar, texts } from '../../conformance/objects.ts'
import type { Say } from './facts.ts'

/** Services: where they lead, and by which ports. */
export function serviceFacts(objects: readonly Found[], say: Say): void {
  const pods = objects.flatMap(({ name, object }) => {
    const template = podTemplate(object)
    return template === undefined ? [] : [{ name, template, labels: texts(get(template, 'metadata', 'labels')) }]
  })
  for (const { name, object } of objects.filter(({ kind }) => kind === 'Service')) {
    const selector = { matchLabels: get(object, 'spec', 'selector') ?? {} }
    const behind = pods.filter(({ labels }) => selects(selector, labels))
    say(`service ${name}: leads to`, behind.map((pod) => pod.name).join(' '))
    say(`service ${name}: type`, scalar(get(object, 'spec', 'type')) || 'ClusterIP')
    const named = new Map(
      behind
        .flatMap(({ template }) => items(get(template, 'spec', 'containers')).flatMap((container) => items(get(container, 'ports'))))
        .map((port) => [scalar(get(port, 'name')), scalar(get(port, 'containerPort'))]),
    )
    for (const port of items(get(object, 'spec', 'ports'))) {
      const target = scalar(get(port, 'targetPort')) || scalar(get(port, 'port'))
      say(`service ${name}: port ${scalar(get(port, 'name'))}`, `${scalar(get(port, 'port'))} → ${named.get(target) ?? target}`)
    }
  }
}
