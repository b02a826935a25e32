import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Service } from '../resolve/model.ts'
import { at, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'
import { idleWordsOf, type Word } from './idle.ts'

export const maxBelowMin = defineDiagnostic<{ service: string; min: number; max: number }>({
  code: 'check/max-below-min',
  severity: 'error',
  message: ({ service, min, max }) => `\`${service}\` has at least ${min} pods, but at most ${max}`,
})

export const noScaling = defineDiagnostic<{ service: string; word: string }>({
  code: 'check/scaling-without-effect',
  severity: 'error',
  message: ({ service, word }) => `\`replicas.${word}\` of \`${service}\` has no effect, because its number of pods is fixed`,
  note: () => 'An autoscaler needs `max` above `min`.',
})

export const notScaled = defineDiagnostic<{ service: string; kind: string }>({
  code: 'check/replicas-without-effect',
  severity: 'error',
  message: ({ service, kind }) => `\`replicas\` of \`${service}\` has no effect: a ${kind} has no number of replicas`,
  note: ({ kind }) =>
    kind === 'DaemonSet' ? 'It runs once per node; choose the nodes with `placement`.' : 'Say `job.parallel` and `job.completions`.',
})

export const blocksDrain = defineDiagnostic<{ service: string }>({
  code: 'check/blocks-drain',
  severity: 'error',
  message: ({ service }) => `no pod of \`${service}\` may ever be away, so that its nodes can't be drained`,
  note: () => '`disruption.maxUnavailable` has to be at least 1.',
})

export const stuckRollout = defineDiagnostic<{ service: string }>({
  code: 'check/stuck-rollout',
  severity: 'error',
  message: ({ service }) => `a rolling update of \`${service}\` may neither add a pod nor take one away`,
  note: () => 'One of `rollout.maxSurge` and `rollout.maxUnavailable` has to be more than 0.',
})

/** Words for an autoscaler, which a fixed number of pods does not have. */
const SCALING: readonly Word[] = ['cpu', 'memory', 'metrics', 'scaleUp', 'scaleDown'].map((word) => ({
  path: ['replicas', word],
  idle: (service) => (!isScaled(service) ? null : service.replicas.max === service.replicas.min ? word : undefined),
}))

function isScaled({ kind }: Service): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet'
}

/** Numbers of pods that contradict each other, and words about them that nothing reads. */
export const scaling: Rule = {
  platform({ models, report }) {
    for (const { place, owner, reason, environment } of idleWordsOf(models, () => SCALING))
      report(noScaling, place, { service: owner, word: reason }, { environment })
  },
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name, kind } = service
      const where = ['services', name, 'replicas']
      if (!isScaled(service)) {
        const place = writtenAt(model, ...where)
        if (place?.pointer.startsWith(`/services/${name}/`)) report(notScaled, place, { service: name, kind })
        continue
      }
      for (const version of service.versions) {
        const { min, max } = version.replicas
        const path =
          version.name !== undefined && version.replicas !== service.replicas
            ? ['services', name, 'versions', version.name, 'replicas']
            : where
        if (max < min)
          report(
            maxBelowMin,
            at(model, ...path, 'max'),
            { service: name, min, max },
            { related: [{ message: 'the least', place: at(model, ...path, 'min') }] },
          )
      }
      if (isZero(service.disruption.maxUnavailable))
        report(blocksDrain, at(model, 'services', name, 'disruption', 'maxUnavailable'), { service: name })
      const { strategy, maxSurge, maxUnavailable } = service.rollout
      if (kind === 'Deployment' && strategy === 'RollingUpdate' && isZero(maxSurge ?? 1) && isZero(maxUnavailable ?? 0))
        report(stuckRollout, at(model, 'services', name, 'rollout', 'maxSurge'), { service: name })
    }
  },
}

function isZero(count: number | string): boolean {
  return Number.parseInt(String(count), 10) === 0
}
