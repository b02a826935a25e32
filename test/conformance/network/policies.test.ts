import { describe, expect, test } from 'vitest'
import { parseObjects } from '../objects.ts'
import { contains } from './cidr.ts'
import { allowedEdges, outsidePeers, podsOf } from './policies.ts'

const pod = (name: string, port: number, namespace = 'shop') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {containers: [{name: main, ports: [{name: http, containerPort: ${port}}]}]}
---`
const namespaces =
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: bank, labels: {team: b}}\n---'
const policy = (name: string, spec: string, namespace = 'shop') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`

function edges(...documents: string[]): string[] {
  const text = [namespaces, pod('a', 80), pod('b', 81), pod('c', 82, 'bank'), ...documents].join('\n')
  return allowedEdges(parseObjects(text, 'test'))
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, port }) => `${from.labels.app}>${to.labels.app}:${port.number}`)
    .sort()
}

describe('policies', () => {
  test('none forbids nothing', () => {
    expect(edges()).toEqual(['a>b:81', 'a>c:82', 'b>a:80', 'b>c:82', 'c>a:80', 'c>b:81'])
  })

  test('default deny closes one namespace, both ways', () => {
    expect(edges(policy('deny', '{podSelector: {}, policyTypes: [Ingress, Egress]}'))).toEqual([])
    expect(edges(policy('deny', '{podSelector: {}}'))).toEqual(['a>c:82', 'b>c:82'])
  })

  test('both ends have to agree', () => {
    const deny = policy('deny', '{podSelector: {}, policyTypes: [Ingress, Egress]}')
    const out = policy(
      'out',
      '{podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: b}}}]}]}',
    )
    const into = policy(
      'in',
      '{podSelector: {matchLabels: {app: b}}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}], ports: [{port: http}]}]}',
    )
    expect(edges(deny, out)).toEqual([])
    expect(edges(deny, into)).toEqual([])
    expect(edges(deny, out, into)).toEqual(['a>b:81'])
  })

  test('ports by number, range, name and protocol', () => {
    const into = (ports: string) =>
      edges(policy('in', `{podSelector: {matchLabels: {app: b}}, ingress: [{ports: [${ports}]}]}`)).filter((edge) => edge.includes('>b'))
    expect(into('{port: 81}')).toHaveLength(2)
    expect(into('{port: 80, endPort: 90}')).toHaveLength(2)
    expect(into('{port: 82}')).toEqual([])
    expect(into('{port: http}')).toHaveLength(2)
    expect(into('{port: 81, protocol: UDP}')).toEqual([])
  })

  test('a peer without a namespace selector is of the same namespace', () => {
    const from = (peer: string) =>
      edges(policy('in', `{podSelector: {matchLabels: {app: b}}, ingress: [{from: [${peer}]}]}`)).filter((edge) => edge.includes('>b'))
    expect(from('{podSelector: {}}')).toEqual(['a>b:81'])
    expect(from('{namespaceSelector: {matchLabels: {team: b}}}')).toEqual(['c>b:81'])
    expect(
      from(
        '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bank}}, podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [c]}]}}',
      ),
    ).toEqual([])
    expect(from('{ipBlock: {cidr: 0.0.0.0/0}}')).toHaveLength(2)
    expect(from('{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}')).toEqual([])
  })

  test('what is outside is listed', () => {
    const text =
      pod('a', 80) +
      policy(
        'out',
        '{podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{port: 443}]}, {to: [{podSelector: {}}]}]}',
      )
    const objects = parseObjects(text, 'test')
    expect(podsOf(objects).flatMap((one) => outsidePeers(objects, one, 'Egress'))).toEqual([
      { peer: { ipBlock: { cidr: '203.0.113.0/24' } }, ports: [{ port: 443 }] },
    ])
    expect(podsOf(objects).flatMap((one) => outsidePeers(objects, one, 'Ingress'))).toEqual([{ peer: {}, ports: [] }])
  })

  test('networks', () => {
    expect(contains('10.0.0.0/8', '10.244.1.1')).toBe(true)
    expect(contains('10.0.0.0/8', '11.0.0.1')).toBe(false)
    expect(contains('fd00::/8', 'fd00:10:244::1')).toBe(true)
    expect(contains('::/0', '10.0.0.1')).toBe(false)
    expect(contains('0.0.0.0/0', '1.2.3.4')).toBe(true)
  })
})
