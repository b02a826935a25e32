import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import { writeYaml } from '../../emit/yaml.ts'
import { percentNumber } from '../../kinds/percent.ts'
import { overlaid } from '../../source/json.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import type { Context } from '../context.ts'
import { portsOf } from './ports.ts'

type Spring = NonNullable<ResolvedService['spring']>

/** Where Spring Boot finds what the platform tells it. https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files */
const FOLDER = '/etc/spring'

/** A service with what `spring` says of it, as environment variables and a file. Its own words win. */
export function withSpring(name: string, service: ResolvedService, context: Context): ResolvedService {
  const { spring } = service
  if (spring === undefined) return service
  const properties = overlaid(platformProperties(name, service, spring, context), (spring.config ?? {}) as JsonObject)
  const hasFile = Object.keys(properties).length > 0
  const secretFiles = spring.boot === 3 && Object.values(service.secrets).some(({ as }) => as !== 'env')
  const env = {
    SPRING_APPLICATION_NAME: { value: spring.name ?? name },
    ...(spring.profiles.length === 0 ? {} : { SPRING_PROFILES_ACTIVE: { value: spring.profiles.join(',') } }),
    ...(hasFile ? { SPRING_CONFIG_ADDITIONAL_LOCATION: { value: `optional:file:${FOLDER}/` } } : {}),
    // Every file below the folder is a property.
    ...(secretFiles ? { SPRING_CONFIG_IMPORT: { value: `optional:configtree:/run/secrets/${name}/` } } : {}),
    ...(spring.eureka === undefined ? {} : { POD_NAME: { field: 'metadata.name' } }),
  }
  const file = { text: writeYaml([properties]), mode: '0444' }
  return {
    ...service,
    env: { ...env, ...service.env },
    files: hasFile ? { [`${FOLDER}/application.yml`]: file, ...service.files } : service.files,
  }
}

function platformProperties(name: string, service: ResolvedService, spring: Spring, context: Context): JsonObject {
  return [
    spring.eureka === undefined ? {} : eurekaProperties(name, spring.eureka, context),
    spring.gateway === undefined ? {} : gatewayProperties(spring.gateway, spring.eureka !== undefined, context),
    spring.admin === undefined ? {} : adminProperties(name, service, spring.admin, context),
    spring.zipkin === undefined ? {} : zipkinProperties(spring.zipkin, spring.boot, context),
  ].reduce<JsonObject>(overlaid, {})
}

/** https://docs.spring.io/spring-cloud-netflix/reference/spring-cloud-netflix.html A registry whose peers are its own pods, or a client of one. */
function eurekaProperties(name: string, { server, user, passwordFrom }: NonNullable<Spring['eureka']>, context: Context): JsonObject {
  const registry = context.merged[server]
  const credentials = user === undefined ? '' : `${user}:\${${passwordFrom ?? 'eureka.password'}}@`
  const zones = podHosts(server, context).map((host) => `http://${credentials}${host}:${portOf(server, context)}/eureka/`)
  const isServer = server === name
  const alone = registry === undefined || registry.replicas.min < 2
  return {
    eureka: {
      client: {
        'service-url': { defaultZone: zones.join(',') },
        ...(isServer ? { 'register-with-eureka': !alone, 'fetch-registry': !alone } : {}),
      },
      // A registry finds itself among its peers by its host name; everybody else is found by address.
      instance: isServer
        ? { hostname: `\${POD_NAME}.${governing(server, context)}`, 'instance-id': '${POD_NAME}' }
        : { 'prefer-ip-address': true, 'instance-id': `\${POD_NAME}:${name}` },
    },
  }
}

/** The pods of a StatefulSet by name, or the one address of everything else. */
function podHosts(server: string, context: Context): readonly string[] {
  const service = context.merged[server]
  if (service?.kind !== 'StatefulSet') return [server]
  return Array.from({ length: Math.max(1, service.replicas.min) }, (_, index) => `${server}-${index}.${governing(server, context)}`)
}

function governing(server: string, { merged: services }: Context): string {
  return services[server]?.service.type === 'Headless' ? server : `${server}-headless`
}

/** https://docs.spring.io/spring-cloud-gateway/reference/ and https://cloud.spring.io/spring-cloud-netflix/multi/multi__router_and_filter_zuul.html */
function gatewayProperties({ type, routes }: NonNullable<Spring['gateway']>, isRegistered: boolean, context: Context): JsonObject {
  const entries = Object.entries(routes)
  if (type === 'zuul') {
    const found = entries.map(([route, { path, to, strip }]): [string, Json] => [
      route,
      {
        path: below(path),
        ...(isRegistered ? { serviceId: applicationOf(to, context) } : { url: addressOf(to, context) }),
        stripPrefix: strip,
      },
    ])
    return { zuul: { 'ignored-services': '*', routes: Object.fromEntries(found) } }
  }
  return {
    spring: {
      cloud: {
        gateway: {
          routes: entries.map(([id, { path, to, strip }]) => ({
            id,
            uri: isRegistered ? `lb://${applicationOf(to, context)}` : addressOf(to, context),
            predicates: [`Path=${below(path)}`],
            ...(strip && path !== '/' ? { filters: [`StripPrefix=${path.split('/').filter((part) => part !== '').length}`] } : {}),
          })),
        },
      },
    },
  }
}

/** https://docs.spring-boot-admin.com/current/client-configuration.html */
function adminProperties(name: string, service: ResolvedService, admin: string, context: Context): JsonObject {
  const [main] = portsOf(service.ports, undefined)
  const base = main === undefined ? {} : { instance: { name, 'prefer-ip': true } }
  return {
    spring: { boot: { admin: { client: { url: addressOf(admin, context), ...base } } } },
    management: { endpoints: { web: { exposure: { include: 'health,info,metrics,loggers' } } } },
  }
}

/** Sleuth before Spring Boot 3, Micrometer since. https://docs.spring.io/spring-boot/reference/actuator/tracing.html */
function zipkinProperties({ server, sampling }: NonNullable<Spring['zipkin']>, boot: Spring['boot'], context: Context): JsonObject {
  const probability = percentNumber(sampling) / 100
  const address = addressOf(server, context)
  return boot === 2
    ? { spring: { zipkin: { 'base-url': `${address}/` }, sleuth: { sampler: { probability } } } }
    : { management: { zipkin: { tracing: { endpoint: `${address}/api/v2/spans` } }, tracing: { sampling: { probability } } } }
}

function applicationOf(service: string, { merged: services }: Context): string {
  return services[service]?.spring?.name ?? service
}

function addressOf(service: string, context: Context): string {
  return `http://${service}:${portOf(service, context)}`
}

/** The main port of the Service; that it has one is told with the call. */
function portOf(service: string, { merged: services }: Context): number {
  const [main] = portsOf(services[service]?.ports ?? {}, undefined)
  return main?.servicePort ?? 80
}

function below(path: string): string {
  return `${path.replace(/\/+$/, '')}/**`
}
