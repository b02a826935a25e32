import { sample, series } from './series.ts'
import { after } from './service-alert.ts'

/** Claims that fill, of whatever workload. They are expressions of RE2. */
export function fillingVolume(
  namespace: string,
  claims: readonly string[],
  { bound, for: lasting }: { readonly bound: number; readonly for: number },
) {
  const [free, size] = ['kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes']
  const matchers = { namespace, persistentvolumeclaim: { re: claims.join('|') } }
  const claim = (claims[0] as string).replace('[0-9]+', '0')
  const labels = { namespace, persistentvolumeclaim: claim, node: 'node-1' }
  const minutes = after(lasting)
  return {
    expr: `max by (persistentvolumeclaim) (1 - ${series(free, matchers)} / ${series(size, matchers)}) > ${bound}`,
    test: {
      minutes,
      fires: [sample(free, labels, `${Math.floor((1 - bound) * 500)}x${minutes}`), sample(size, labels, `1000x${minutes}`)],
      quiet: [sample(free, labels, `900x${minutes}`), sample(size, labels, `1000x${minutes}`)],
    },
  }
}
