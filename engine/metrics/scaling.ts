import type { Exporter } from './exporter.ts'

/** The series that a metric of an autoscaler is made of: itself, or how fast a counter grows. */
export interface ScalingSeries {
  readonly series: string
  readonly isRate: boolean
}

const RATE = '_per_second'

/** `orders_per_second` is how fast `orders_total` grows; any other name is that of a series. Undefined when a service has neither. */
export function scalingSeries(metric: string, exports: readonly string[], exporters: readonly Exporter[]): ScalingSeries | undefined {
  const has = (series: string) => exports.includes(series) || exporters.some(({ metrics }) => Object.hasOwn(metrics, series))
  const counter = metric.endsWith(RATE) ? `${metric.slice(0, -RATE.length)}_total` : undefined
  if (counter !== undefined && has(counter)) return { series: counter, isRate: true }
  return has(metric) ? { series: metric, isRate: false } : undefined
}

/** Every name that an autoscaler could say, for suggestions. */
export function scalingNames(exports: readonly string[], exporters: readonly Exporter[]): readonly string[] {
  const all = [...exports, ...exporters.flatMap(({ metrics }) => Object.keys(metrics))]
  return all.map((series) => (series.endsWith('_total') ? `${series.slice(0, -'_total'.length)}${RATE}` : series))
}
