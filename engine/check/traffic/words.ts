import type { Forward, Route, Service } from '../../resolve/model.ts'

/** The path in the language of a word of a route. */
export function trafficAt(service: string, route: Route, ...path: readonly (string | number)[]): readonly (string | number)[] {
  return ['services', service, 'traffic', ...route.path, ...path]
}

/** The routes as they are written, each once: those that a sticky split adds are left out. */
export function writtenRoutes({ traffic }: Service): readonly Route[] {
  return traffic.routes.filter((route, index) => traffic.routes[index + 1]?.path.join('/') !== route.path.join('/'))
}

/** Those that send requests on. */
export function forwardsOf(service: Service): readonly { readonly route: Route; readonly action: Forward }[] {
  return writtenRoutes(service).flatMap((route) => (route.action.type === 'forward' ? [{ route, action: route.action }] : []))
}
