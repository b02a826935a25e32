import type { Packager } from '../package/packager.ts'
import type { Renderer } from '../render/renderer.ts'

/** What platgen brings along, by name under `outputs`. Loaded when it runs, not before. */
export const builtinRenderers: { readonly [name: string]: () => Promise<Renderer> } = {
  kubernetes: async () => (await import('../../renderers/kubernetes/index.ts')).default as unknown as Renderer,
  istio: async () => (await import('../../renderers/istio/index.ts')).default as unknown as Renderer,
  'istio-install': async () => (await import('../../renderers/istio-install/index.ts')).default as unknown as Renderer,
  nginx: async () => (await import('../../renderers/nginx/index.ts')).default as unknown as Renderer,
  docker: async () => (await import('../../renderers/docker/index.ts')).default as unknown as Renderer,
  fluentd: async () => (await import('../../renderers/fluentd/index.ts')).default as unknown as Renderer,
  'fluent-bit': async () => (await import('../../renderers/fluent-bit/index.ts')).default as unknown as Renderer,
  bake: async () => (await import('../../renderers/bake/index.ts')).default as unknown as Renderer,
  compose: async () => (await import('../../renderers/compose/index.ts')).default as unknown as Renderer,
  delivery: async () => (await import('../../renderers/delivery/index.ts')).default as unknown as Renderer,
  prometheus: async () => (await import('../../renderers/prometheus/index.ts')).default as unknown as Renderer,
  alertmanager: async () => (await import('../../renderers/alertmanager/index.ts')).default as unknown as Renderer,
  grafana: async () => (await import('../../renderers/grafana/index.ts')).default as unknown as Renderer,
  operator: async () => (await import('../../renderers/operator/index.ts')).default as unknown as Renderer,
  runbooks: async () => (await import('../../renderers/runbooks/index.ts')).default as unknown as Renderer,
  elasticsearch: async () => (await import('../../renderers/elasticsearch/index.ts')).default as unknown as Renderer,
  jenkins: async () => (await import('../../renderers/jenkins/index.ts')).default as unknown as Renderer,
  gitlab: async () => (await import('../../renderers/gitlab/index.ts')).default as unknown as Renderer,
  github: async () => (await import('../../renderers/github/index.ts')).default as unknown as Renderer,
  tekton: async () => (await import('../../renderers/tekton/index.ts')).default as unknown as Renderer,
  sonar: async () => (await import('../../renderers/sonar/index.ts')).default as unknown as Renderer,
  robot: async () => (await import('../../renderers/robot/index.ts')).default as unknown as Renderer,
  tools: async () => (await import('../../renderers/tools/index.ts')).default as unknown as Renderer,
}

export const builtinPackagers: { readonly [name: string]: () => Promise<Packager> } = {
  manifests: async () => (await import('../../renderers/manifests/index.ts')).default as unknown as Packager,
  helm: async () => (await import('../../renderers/helm/index.ts')).default as unknown as Packager,
  argocd: async () => (await import('../../renderers/argocd/index.ts')).default as unknown as Packager,
  kustomize: async () => (await import('../../renderers/kustomize/index.ts')).default as unknown as Packager,
}
