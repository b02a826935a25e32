import { type Component, type Image, type Model, writeYaml } from '../../engine/sdk.ts'
import { bridgeNamespace, credentialPath, credentialsOf, DINGTALK } from '../_shared/monitoring/channels.ts'
import { ALERTMANAGER, saidOf, watcher } from '../_shared/monitoring/component.ts'
import { alertmanagerConfig } from './config.ts'
import { dingtalkService } from './dingtalk.ts'

/** Alertmanager, and the bridge to DingTalk where a channel is one. */
export function* alertmanagerComponents(model: Model, choose: (reference: string) => Image): Iterable<Component> {
  const { monitoring } = model
  const { storage } = monitoring.alertmanager
  yield watcher(model, 'alertmanager', {
    name: ALERTMANAGER,
    service: {
      ...saidOf(monitoring.alertmanager, choose('quay.io/prometheus/alertmanager:v0.29.0').reference),
      description: 'Groups alerts, and tells people.',
      kind: 'StatefulSet',
      args: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager', '--cluster.listen-address='],
      ports: { http: 9093 },
      files: { '/etc/alertmanager/alertmanager.yml': writeYaml([alertmanagerConfig(model)]) },
      secrets: Object.fromEntries(
        credentialsOf(model).map((credential) => [
          `${credential.channel}-${credential.word}`,
          { ref: credential.ref, path: credentialPath(credential) },
        ]),
      ),
      volumes: { data: { mount: '/alertmanager', size: storage.size, ...(storage.class === undefined ? {} : { class: storage.class }) } },
      replicas: 1,
      health: { ready: '/-/ready', live: '/-/healthy' },
      metrics: '/metrics',
      calls: hasRobots(model) ? [DINGTALK] : [],
      waivers: { replicas: 'A message may come a minute late, but none comes twice.' },
    },
  })
  yield* dingtalkBridge(model, choose)
}

/** The bridge to DingTalk, where a channel is one. The Alertmanager of an operator finds it in a namespace of its own. */
export function* dingtalkBridge(model: Model, choose: (reference: string) => Image): Iterable<Component> {
  const { monitoring } = model
  if (!hasRobots(model)) return
  yield {
    name: DINGTALK,
    says: ['monitoring', 'dingtalkBridge'],
    namespace: bridgeNamespace(model),
    mesh: false,
    service: {
      ...saidOf(monitoring.dingtalkBridge, choose('docker.io/timonwong/prometheus-webhook-dingtalk:v2.1.0').reference),
      ...dingtalkService(model, choose('docker.io/library/busybox:1.37.0').reference),
      ...(monitoring.mode === 'operator' ? { access: { namespaces: [monitoring.namespace] } } : {}),
    },
  }
}

function hasRobots({ monitoring }: Model): boolean {
  return Object.values(monitoring.notify.channels).some(({ dingtalk }) => dingtalk !== undefined)
}
