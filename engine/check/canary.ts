import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { percentNumber } from '../kinds/percent.ts'
import type { Model, Service } from '../resolve/model.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'
import { flaggerObstacle } from './flagger.ts'
import { unusedDefinition } from './unused.ts'

export const canaryImpossible = defineDiagnostic<{ service: string; reason: string; hint: string }>({
  code: 'check/canary-impossible',
  severity: 'error',
  message: ({ service, reason }) => `a new release of \`${service}\` can't get its requests little by little: ${reason}`,
  note: ({ hint }) => hint,
})

export const canarySteps = defineDiagnostic<{ service: string; step: string; before: string | undefined }>({
  code: 'check/canary-steps',
  severity: 'error',
  message: ({ service, step, before }) =>
    before === undefined
      ? `a step of \`${service}\` is ${step}: with nothing nobody asks the new release, and with all of it there is nothing left to share out`
      : `the steps of \`${service}\` go from ${before} to ${step}, but a new release only ever gets more`,
})

const ROUTED: readonly string[] = ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']

/** Releases that are shifted to: who does it, and whether it can be done. */
export const canaries: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { canary } = service.rollout
      if (canary === undefined) continue
      const path = ['services', service.name, 'rollout', 'canary']
      const obstacle = obstacleOf(service, model)
      if (obstacle !== undefined) report(canaryImpossible, atKey(model, ...path), { service: service.name, ...obstacle })
      for (const [index, step] of canary.steps.entries()) {
        const before = canary.steps[index - 1]
        const share = percentNumber(step)
        const isOut = share <= 0 || share >= 100
        if (isOut || (before !== undefined && percentNumber(before) >= share))
          report(canarySteps, at(model, ...path, 'steps', index), { service: service.name, step, before: isOut ? undefined : before })
      }
    }
  },
  platform({ models, platform, report }) {
    if (platform.delivery?.progressive === undefined) return
    if (models.some(({ services }) => Object.values(services).some(({ rollout }) => rollout.canary !== undefined))) return
    report(
      unusedDefinition,
      { pointer: '/delivery/progressive', on: 'key' },
      { what: 'the', name: 'progressive', hint: 'Say `rollout: { canary: [10%, 50%] }` for a service that is to be released so.' },
    )
  },
}

function obstacleOf(whole: Service, model: Model) {
  const { kind, versions, ports, expose, service } = whole
  const { delivery, mesh, ingress } = model
  if (delivery.progressive === undefined || delivery.progressive.by === 'none')
    return { reason: 'nobody does it', hint: 'Say `delivery: { progressive: argo-rollouts }`, or `flagger`.' }
  if (mesh.provider === 'none') return { reason: 'there is no mesh that shares requests out', hint: 'Say `mesh: istio`.' }
  if (mesh.mode === 'ambient')
    return { reason: 'in ambient mode no proxy reads the rules by which requests are shared out', hint: 'Say `mesh: { mode: sidecar }`.' }
  if (kind !== 'Deployment') return { reason: `it is a ${kind}`, hint: 'Only a Deployment can run two releases at a time.' }
  if (versions[0]?.name !== undefined)
    return {
      reason: 'it has `versions`, whose shares are said by hand',
      hint: 'Say one or the other: `versions` and `traffic.split`, or `canary`.',
    }
  if (!ports.some(({ appProtocol }) => ROUTED.includes(appProtocol)))
    return { reason: 'none of its ports carries HTTP or gRPC', hint: 'Only requests can be shared out by their number.' }
  if (service.type === 'Headless')
    return { reason: 'callers of a headless Service choose the pod themselves', hint: 'Give it a Service of type ClusterIP.' }
  if (expose !== undefined && ingress.api !== 'istio')
    return {
      reason: 'what comes from outside would meet the new pods at once',
      hint: "Only an edge of Istio's own (`ingress: {api: istio}`) shares out what Argo or Flagger says.",
    }
  return delivery.progressive.by === 'flagger' ? flaggerObstacle(whole, model) : undefined
}
