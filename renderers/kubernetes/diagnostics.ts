import { defineDiagnostic } from '../../engine/sdk.ts'

export const notServed = defineDiagnostic<{ owner: string; word: string; kind: string; since: string; target: string }>({
  code: 'kubernetes/not-served',
  severity: 'error',
  message: ({ owner, word, kind, since, target }) =>
    `\`${word}\` of \`${owner}\` needs Kubernetes ${since} for a ${kind}, and the target is ${target}`,
  note: () => 'An older API server drops the field without a word. Raise `targets.kubernetes`, or do without it.',
})

export const scaleToZero = defineDiagnostic<{ service: string }>({
  code: 'kubernetes/scale-to-zero',
  severity: 'error',
  message: ({ service }) => `the autoscaler of \`${service}\` would have to go down to no pod at all`,
  note: () => 'A HorizontalPodAutoscaler keeps at least one pod, since without any there is nothing to measure.',
})

export const ingressWord = defineDiagnostic<{ service: string; word: string; class: string }>({
  code: 'kubernetes/ingress-word',
  severity: 'error',
  message: ({ service, word, class: name }) => `an Ingress of class \`${name}\` can't say \`expose.${word}\` of \`${service}\``,
  note: () =>
    'An Ingress knows hosts, paths and certificates; all else is up to annotations, and platgen knows those of class `nginx`. Write them under `expose.annotations`, or use `ingress: {api: gateway}`.',
})

export const tooManyHosts = defineDiagnostic<{ listeners: number; most: number }>({
  code: 'kubernetes/too-many-hosts',
  severity: 'error',
  message: ({ listeners, most }) => `the Gateway would need ${listeners} listeners for the exposed hosts, and may have ${most}`,
  note: () =>
    'A host has a listener for HTTP, and one more for HTTPS. A wildcard host (`*.shop.example.com`) stands for many with one certificate.',
})

export const classDiffers = defineDiagnostic<{ class: string; first: string; second: string; cluster: string }>({
  code: 'kubernetes/class-differs',
  severity: 'error',
  message: ({ class: name, first, second, cluster }) =>
    `storage class \`${name}\` is another in \`${first}\` than in \`${second}\`, and both are on cluster \`${cluster}\``,
  note: () =>
    'A StorageClass belongs to the cluster, and there is one of each name. Give the two different names, or say which `cluster` each environment is on.',
})
