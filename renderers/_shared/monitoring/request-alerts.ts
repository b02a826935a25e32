import { requestRecords } from '../../../engine/sdk.ts'
import { percentText, secondsText } from './numbers.ts'
import { countedRequests, hasQuantiles, rated, requestSamples } from './requests.ts'
import { series } from './series.ts'
import { about, after, type Makers } from './service-alert.ts'

/** What becomes of its requests. */
export const requestAlerts: Makers<'errors' | 'latency' | 'traffic'> = {
  errors(service, model, { errors }) {
    if (errors === undefined) return undefined
    const of = { service: service.name }
    const minutes = after(errors.for)
    // More than the bound of 100 requests, and less.
    const many = Math.min(100, Math.ceil(errors.bound * 100) + 5)
    return {
      ...about(service),
      expr: `${series(rated(requestRecords.failures, model), of)} / ${series(rated(requestRecords.requests, model), of)} > ${errors.bound}`,
      summary: `Requests to ${service.name} fail.`,
      description: `{{ $value | humanizePercentage }} of the requests to ${service.name} fail; ${percentText(errors.bound)} are tolerated.`,
      test: {
        minutes,
        fires: requestSamples(service, { succeed: 100 - many, fail: many, seconds: 0.1 }, minutes),
        quiet: requestSamples(service, { succeed: 100, fail: 0, seconds: 0.1 }, minutes),
      },
    }
  },

  latency(service, _model, { latency }) {
    const counted = countedRequests(service)
    if (latency === undefined || counted === undefined) return undefined
    const isQuantile = hasQuantiles(counted)
    const minutes = after(latency.for)
    const record = isQuantile ? requestRecords.p99 : requestRecords.mean
    return {
      ...about(service),
      expr: `${series(record, { service: service.name })} > ${latency.bound}`,
      summary: `${service.name} answers slowly.`,
      description: `${isQuantile ? 'One in a hundred requests' : 'A request'} to ${service.name} takes ${isQuantile ? 'longer than ' : ''}{{ $value | humanizeDuration }}${isQuantile ? '' : ' on average'}; ${secondsText(latency.bound)} are tolerated.`,
      test: {
        minutes,
        fires: requestSamples(service, { succeed: 60, fail: 0, seconds: latency.bound * 4 }, minutes),
        quiet: requestSamples(service, { succeed: 60, fail: 0, seconds: latency.bound / 4 }, minutes),
      },
    }
  },

  traffic(service, model, { traffic }) {
    if (traffic === undefined) return undefined
    const requests = series(rated(requestRecords.requests, model), { service: service.name })
    const minutes = after(traffic.for)
    const perMinute = Math.ceil(traffic.bound * 60)
    return {
      ...about(service),
      expr: `${requests} < ${traffic.bound} or absent(${requests})`,
      summary: `${service.name} gets hardly any requests.`,
      description: `${service.name} always gets more than ${traffic.bound * 60} requests a minute. Whoever calls it, or what stands before it, is broken.`,
      test: {
        minutes,
        fires: [],
        quiet: requestSamples(service, { succeed: perMinute * 2, fail: 0, seconds: 0.1 }, minutes),
      },
    }
  },
}
