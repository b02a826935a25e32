import type { WrittenPlatform } from '../../schema/generated/written.ts'
import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { machinesOf } from '../resolve/machine-callers.ts'
import type { Backup, External, Model } from '../resolve/model.ts'
import { toPointer } from '../source/pointer.ts'
import type { Rule } from './check.ts'

export const unusedDefinition = defineDiagnostic<{ what: string; name: string; hint: string }>({
  code: 'check/unused',
  severity: 'warning',
  message: ({ what, name }) => `nobody uses ${what} \`${name}\``,
  note: ({ hint }) => hint,
})

export const unusedWaiver = defineDiagnostic<{ owner: string; waiver: string }>({
  code: 'check/unused-waiver',
  severity: 'error',
  message: ({ owner, waiver }) => `\`${owner}\` has a reason for \`${waiver}\`, but opts out of nothing that needs it`,
  note: () => 'A waiver that hides nothing would hide the next mistake. Remove it.',
})

/** Definitions that nobody uses in any environment. */
export const unused: Rule = {
  platform({ models, platform, report }) {
    const words = platformWords(platform)
    const say = (what: string, path: readonly string[], hint: string) =>
      report(unusedDefinition, { pointer: toPointer(path), on: 'key' }, { what, name: path.at(-1) as string, hint })

    for (const name of Object.keys(platform.stores ?? {}))
      if (!some(models, (model) => (model.stores[name]?.callers.length ?? 0) > 0 || isCalledByMachines(name, model)))
        say('store', ['stores', name], 'Name it under the `calls` of the services that use it; without that nothing may reach it.')
    for (const name of Object.keys(platform.externals ?? {}))
      if (!some(models, (model) => isOfUse(model.externals[name]) || keepsCopies(name, model)))
        say('external', ['externals', name], 'Name it under the `calls` of the services that use it; without that nothing may reach it.')
    for (const name of Object.keys(platform.mesh?.issuers ?? {}))
      if (
        !some(models, ({ services }) =>
          Object.values(services).some(({ access }) => access.jwt?.issuers.some((issuer) => issuer.name === name)),
        )
      )
        say('issuer', ['mesh', 'issuers', name], 'Name it under `access.jwt` of the services that take its tokens.')
    for (const name of Object.keys(platform.mesh?.authorizers ?? {}))
      if (!some(models, ({ services }) => Object.values(services).some(({ access }) => access.authorize?.by === name)))
        say(
          'authorizer',
          ['mesh', 'authorizers', name],
          'Name it under `access.authorize` of the services whose requests it decides about.',
        )
    for (const [index, name] of (platform.mesh?.members ?? []).entries())
      if (!some(models, (model) => speaksTo(model, name)))
        report(unusedDefinition, { pointer: toPointer(['mesh', 'members', index]), on: 'value' }, { what: 'member', name, hint: MEMBER })
    for (const name of Object.keys(platform.mesh?.egress?.gateways ?? {}))
      if (!some(models, ({ externals }) => Object.values(externals).some(({ through }) => through === name)))
        say('egress gateway', ['mesh', 'egress', 'gateways', name], 'Say `through` at the externals that connections leave for through it.')
    for (const name of Object.keys(platform.config ?? {}))
      if (!some(models, (model) => usesConfig(model, name)))
        say('configuration', ['config', name], 'Name it under `config`, or a key of it under `env` or `files` of a service.')
    for (const name of Object.keys(platform.logging?.to ?? {}))
      if (!some(models, (model) => usesOutput(model, name)))
        say('output', ['logging', 'to', name], 'Name it under `logs.to` of a service, or leave that out: then a service sends to all.')
    for (const name of Object.keys(platform.logging?.formats ?? {}))
      if (!some(models, (model) => Object.values(model.services).some(({ logs }) => logs.format === name)))
        say('log format', ['logging', 'formats', name], 'Name it under `logs` of a service.')
    for (const name of Object.keys(platform.vars ?? {}))
      if (!words.includes(`vars.${name}`)) say('variable', ['vars', name], `Write \`\${vars.${name}}\` where it belongs.`)
    for (const name of Object.keys(platform.access?.roles ?? {}))
      if (!some(models, (model) => usesRole(model, name)))
        say('role', ['access', 'roles', name], 'Give it to `users`, to `groups`, or to the `account` of a service.')
    for (const name of Object.keys(platform.access?.priorities ?? {}))
      if (!some(models, (model) => everyWorkload(model).some(({ placement }) => placement.priority === name)))
        say('priority', ['access', 'priorities', name], 'Name it under `placement.priority`.')
    for (const name of Object.keys(platform.mesh?.providers ?? {}))
      if (!some(models, (model) => usesMeshProvider(model, name)))
        say('mesh provider', ['mesh', 'providers', name], 'Name it under `mesh.accessLogs` or `mesh.tracing`.')
    for (const name of Object.keys(platform.storage?.classes ?? {}))
      if (!some(models, (model) => usesClass(model, name)))
        say('storage class', ['storage', 'classes', name], 'Name it under `storage.default`, or under the `class` of a volume.')
    for (const name of Object.keys(platform.storage?.snapshots ?? {}))
      if (!some(models, ({ stores }) => Object.values(stores).some(({ backup }) => keptAs(backup, name))))
        say('snapshot class', ['storage', 'snapshots', name], 'Name it under `backup.to.snapshot` of a store.')
    for (const name of Object.keys(platform.ingress?.gateways ?? {}))
      if (!some(models, (model) => usesGateway(model, name)))
        say(
          'gateway',
          ['ingress', 'gateways', name],
          'Name it under `expose.gateway` of a service; without that nobody comes in through it.',
        )
    for (const name of Object.keys(platform.storage?.volumes ?? {}))
      if (
        !some(models, (model) =>
          Object.values(model.services).some(({ volumes }) => Object.values(volumes).some(({ claim }) => claim === name)),
        )
      )
        say('volume', ['storage', 'volumes', name], 'Name it under the `claim` of a volume.')
    if (
      platform.registry !== undefined &&
      !words.includes('registry.') &&
      !some(models, (model) => Object.values(model.services).some(({ versions }) => versions.some(({ image }) => image.own)))
    )
      report(unusedDefinition, { pointer: '/registry', on: 'key' }, { what: 'the', name: 'registry', hint: 'No service is built here.' })

    for (const [section, owners] of [
      ['services', platform.services],
      ['stores', platform.stores],
    ] as const)
      for (const [name, owner] of Object.entries(owners ?? {}))
        for (const waiver of Object.keys(owner.waivers ?? {}))
          if (!some(models, (model) => Object.hasOwn(model[section][name]?.waived ?? {}, waiver)))
            report(unusedWaiver, { pointer: toPointer([section, name, 'waivers', waiver]), on: 'key' }, { owner: name, waiver })
  },
}

/** Whether something of an environment has to do with a namespace outside of it. */
function speaksTo({ services, ingress, monitoring }: Model, namespace: string): boolean {
  return (
    ingress.gateways.some((gateway) => gateway.namespace === namespace) ||
    monitoring.namespace === namespace ||
    Object.values(services).some(({ access }) => access.namespaces.some(({ name }) => name === namespace))
  )
}

const MEMBER = 'It only matters for a namespace that the edge or the metrics are in, or that some service invites (`access.namespaces`).'

function some(models: readonly Model[], test: (model: Model) => boolean): boolean {
  return models.some(test)
}

function everyWorkload(model: Model) {
  return [...Object.values(model.services), ...Object.values(model.stores)]
}

function usesOutput({ services, logging }: Model, name: string): boolean {
  return (
    logging.agent === 'none' ||
    logging.deadLetters?.name === name ||
    Object.values(services).some(({ logs, component }) => component === undefined && logs.to.includes(name))
  )
}

function usesConfig(model: Model, name: string): boolean {
  return Object.values(model.services).some(
    (service) =>
      service.config.includes(name) ||
      service.files.some(({ shared }) => shared?.config === name) ||
      Object.values(service.volumes).some((volume) => volume.config?.name === name) ||
      [service, ...service.init, ...service.sidecars].some(({ env }) =>
        Object.values(env).some((source) => source.type === 'config' && source.config === name),
      ),
  )
}

function usesRole(model: Model, name: string): boolean {
  const role = model.access.roles[name]
  return (
    (role !== undefined && role.users.length + role.groups.length > 0) ||
    Object.values(model.services).some(({ account }) => account.roles.includes(name))
  )
}

/** A machine of the mesh may only call. */
function isOfUse(external: External | undefined): boolean {
  return external !== undefined && (external.callers.length > 0 || (external.machine?.calls.length ?? 0) > 0)
}

function keptAs(backup: Backup | undefined, name: string): boolean {
  return backup?.target.type === 'snapshot' && backup.target.class === name
}

/** Stores are copied there, by an operator or by themselves, without a call of a service. */
function keepsCopies(name: string, { stores }: Model): boolean {
  return Object.values(stores).some(({ backup }) => backup?.target.type === 's3' && backup.target.external === name)
}

function isCalledByMachines(name: string, model: Model): boolean {
  return machinesOf(model).some(({ machine }) => machine.calls.some(({ callee }) => callee === name))
}

function usesMeshProvider({ mesh, services }: Model, name: string): boolean {
  return [mesh, ...Object.values(services).map((service) => service.mesh)].some(
    ({ telemetry }) => telemetry.tracing?.provider === name || telemetry.accessLogs?.providers.includes(name) === true,
  )
}

function usesClass(model: Model, name: string): boolean {
  return (
    model.storage.default === name ||
    Object.values(model.services).some(({ volumes }) => Object.values(volumes).some((volume) => volume.class === name)) ||
    Object.values(model.stores).some(({ storage }) => storage.class === name) ||
    Object.values(model.storage.snapshots).some((snapshots) => snapshots.class === name) ||
    Object.values(model.storage.volumes).some((volume) => volume.class === name)
  )
}

/** Whether somebody is seen through a gateway, when there is one of that name. */
function usesGateway(model: Model, name: string): boolean {
  return (
    !model.ingress.gateways.some(({ key }) => key === name) ||
    Object.values(model.services).some(({ expose }) => expose?.ways.some(({ gateway }) => gateway.key === name) === true)
  )
}

/** Every text of the platform, to look for references in. */
function platformWords(platform: WrittenPlatform): string {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.includes('${')) found.push(value)
    } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) walk(part)
  }
  walk(platform)
  return found.join('\n')
}
