/** How pods are found. */
import { expect, test } from 'vitest'
import { renderClean } from './rendered.ts'

const service = async (words: string, name = 'web') =>
  (await renderClean(`services: { web: { build: go, ${words} } }`)).get('Service', name)

test('ports: the numbers of the Service, the names of the container, and those of sidecars by number', async () => {
  const { spec } = await service(
    'ports: { http: { port: 8080, servicePort: 80 }, udp-dns: { port: 53, protocol: UDP }, tcp-x: { port: 9, appProtocol: kubernetes.io/h2c } }, sidecars: { s: { image: "docker.io/library/busybox:1.37.0", ports: { http-s: 99 } } }',
  )
  expect(spec?.ports).toEqual([
    { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' },
    { name: 'udp-dns', port: 53, targetPort: 'udp-dns', protocol: 'UDP', appProtocol: 'udp' },
    { name: 'tcp-x', port: 9, targetPort: 'tcp-x', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
    { name: 'http-s', port: 99, targetPort: 99, protocol: 'TCP', appProtocol: 'http' },
  ])
})

test('every word of a load balancer', async () => {
  const { spec, metadata } = await service(
    'ports: { http: { port: 80, nodePort: 30080 } }, service: { type: LoadBalancer, class: metallb.io/main, sources: [203.0.113.0/24], externalTraffic: Local, internalTraffic: Cluster, sticky: 3h, families: PreferDualStack, publishNotReady: true, annotations: { a: b } }',
  )
  expect(metadata?.annotations).toEqual({ a: 'b' })
  expect(spec).toMatchObject({
    type: 'LoadBalancer',
    loadBalancerClass: 'metallb.io/main',
    loadBalancerSourceRanges: ['203.0.113.0/24'],
    externalTrafficPolicy: 'Local',
    internalTrafficPolicy: 'Cluster',
    ipFamilyPolicy: 'PreferDualStack',
    publishNotReadyAddresses: true,
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
    ports: [{ nodePort: 30080 }],
  })
})

test('a headless Service knows no other port than the container’s', async () => {
  const { spec } = await service('kind: StatefulSet, ports: { http: { port: 8080, servicePort: 80 } }', 'web-headless')
  expect(spec?.ports).toEqual([{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }])
})

test('without ports there is none', async () => {
  const { all } = await renderClean('services: { web: { build: go }, once: { build: go, kind: Job, ports: { http: 80 } } }')
  expect(all.filter(({ kind }) => kind === 'Service')).toEqual([])
})
