import type { ResolvedAuthorizer } from '../../../schema/generated/resolved.ts'
import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Authorizer, Model } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { ModelCheck, Rule } from '../check.ts'

export const authorizerNowhere = defineDiagnostic<{ authorizer: string; reason: string }>({
  code: 'check/authorizer-nowhere',
  severity: 'error',
  message: ({ authorizer, reason }) => `nobody can ask authorizer \`${authorizer}\`: ${reason}`,
  note: () => 'Say `service: NAME`, or `host: NAME.NAMESPACE.svc.cluster.local` with the number of its `port`.',
})

export const authorizerWord = defineDiagnostic<{ authorizer: string; word: string; api: string }>({
  code: 'check/authorizer-word',
  severity: 'error',
  message: ({ authorizer, word, api }) => `\`${word}\` of authorizer \`${authorizer}\` means nothing, because it speaks ${api}`,
})

export const authorizerProtocol = defineDiagnostic<{ authorizer: string; api: string; port: string; protocol: string }>({
  code: 'check/authorizer-protocol',
  severity: 'error',
  message: ({ authorizer, api, port, protocol }) =>
    `authorizer \`${authorizer}\` is asked by ${api}, and its port \`${port}\` speaks ${protocol}`,
  note: () => 'Say the other `api`, or the other `port`.',
})

export const asksItself = defineDiagnostic<{ authorizer: string; service: string }>({
  code: 'check/authorizer-asks-itself',
  severity: 'error',
  message: ({ authorizer, service }) =>
    `\`${service}\` decides as \`${authorizer}\`, and asks \`${authorizer}\` about the question whether it may be asked`,
  note: () => 'Each decision would need another one first. Take `access.authorize` away there.',
})

export const providerDiffers = defineDiagnostic<{ authorizer: string; environment: string; other: string; cluster: string }>({
  code: 'check/provider-differs',
  severity: 'error',
  message: ({ authorizer, environment, other, cluster }) =>
    `\`${authorizer}\` is somebody else in \`${environment}\` than in \`${other}\`, and both are on cluster \`${cluster}\`, whose mesh has one list of them`,
  note: () => 'Give them two names.',
})

const HTTP_WORDS = ['path', 'send', 'add', 'toService', 'toClient'] as const

/** Whom the proxies ask about requests: whether there is somebody, and whether he can answer. */
export const authorizers: Rule = {
  model(check) {
    const { model, report } = check
    if (model.mesh.provider === 'none') return
    const asked = new Set(
      Object.values(model.services).flatMap(({ access }) => (access.authorize === undefined ? [] : [access.authorize.by])),
    )
    for (const name of asked) tellWhere(name, check)
    for (const provider of model.trust.authorizers) tellSpeech(provider, check)
    for (const { service, authorizer } of model.trust.authorizers) {
      const own = service === undefined ? undefined : model.services[service]
      if (own?.access.authorize?.by === authorizer)
        report(
          asksItself,
          at(model, 'services', own.name, 'access', 'authorize', 'by'),
          { authorizer, service: own.name },
          { related: [{ message: 'it decides', place: at(model, 'mesh', 'authorizers', authorizer, 'service') }] },
        )
    }
  },
  platform({ models, platform, report }) {
    for (const [name, written] of Object.entries(platform.mesh?.authorizers ?? {}))
      for (const word of HTTP_WORDS)
        if ((written.api === undefined || written.api === 'grpc') && written[word] !== undefined)
          report(
            authorizerWord,
            { pointer: toPointer(['mesh', 'authorizers', name, word]), on: 'key' },
            { authorizer: name, word, api: 'grpc' },
          )
    const known = new Map<string, { readonly provider: Authorizer; readonly model: Model }>()
    for (const model of models)
      for (const provider of model.trust.authorizers) {
        const key = `${model.environment.cluster} ${model.mesh.namespace} ${provider.name}`
        const before = known.get(key)
        if (before === undefined) known.set(key, { provider, model })
        else if (JSON.stringify(before.provider) !== JSON.stringify(provider))
          report(
            providerDiffers,
            atKey(model, 'mesh', 'authorizers', provider.authorizer),
            {
              authorizer: provider.authorizer,
              environment: model.environment.name,
              other: before.model.environment.name,
              cluster: model.environment.cluster,
            },
            { environment: model.environment.name },
          )
      }
  },
}

function tellWhere(name: string, { model, report }: ModelCheck): void {
  const path = ['mesh', 'authorizers', name]
  const says = (word: keyof ResolvedAuthorizer) => writtenAt(model, ...path, word) !== undefined
  const place = atKey(model, ...path)
  if (says('service') && says('host'))
    report(authorizerNowhere, place, { authorizer: name, reason: 'it is a service of the platform, and a host' })
  else if (!says('service') && !says('host')) report(authorizerNowhere, place, { authorizer: name, reason: 'nothing says where it is' })
  else if (!model.trust.authorizers.some(({ authorizer }) => authorizer === name)) {
    const reason = says('service')
      ? 'its service is not enabled here'
      : says('port')
        ? 'its host is no Service of the cluster'
        : 'its port is not said'
    report(authorizerNowhere, place, { authorizer: name, reason })
  }
}

function tellSpeech({ authorizer, api, service, port }: Authorizer, { model, report }: ModelCheck): void {
  const found = (service === undefined ? undefined : model.services[service])?.ports.find(({ servicePort }) => servicePort === port)
  if (found === undefined) return
  const isGrpc = found.appProtocol === 'grpc'
  if (isGrpc !== (api === 'grpc'))
    report(
      authorizerProtocol,
      writtenAt(model, 'mesh', 'authorizers', authorizer, 'api') ?? atKey(model, 'mesh', 'authorizers', authorizer),
      { authorizer, api, port: found.name, protocol: found.appProtocol },
      { related: [{ message: 'the port', place: atKey(model, 'services', String(service), 'ports', found.name) }] },
    )
}
