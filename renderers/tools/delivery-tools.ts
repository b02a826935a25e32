import type { JsonObject, Model } from '../../engine/sdk.ts'
import { shellWords } from '../_shared/quote/shell.ts'
import { certificateNeed, classValue, issued, keyRef, type Place, type Release, withOwn } from './release.ts'

type Tools = Model['tools']
type Database = NonNullable<Tools['sonarqube']>['database']

/** The database of a tool, with what it is called when nobody says it. */
function databaseOf({ host, port, name, user, password }: Database, tool: string) {
  const database = name ?? tool
  return { host, port, name: database, user: user ?? database, password: keyRef(password ?? `${tool}-database/password`) }
}

/** https://artifacthub.io/packages/helm/sonarqube/sonarqube The community build, with its database outside of the chart. */
export function sonarqube(tool: NonNullable<Tools['sonarqube']>, place: Place): Release {
  const { ingress } = place.model
  const database = databaseOf(tool.database, 'sonarqube')
  const passcode = keyRef(tool.passcode)
  const values: JsonObject = {
    community: { enabled: true },
    monitoringPasscodeSecretName: passcode.name,
    monitoringPasscodeSecretKey: passcode.key,
    jdbcOverwrite: {
      enabled: true,
      jdbcUrl: `jdbc:postgresql://${database.host}:${database.port}/${database.name}`,
      jdbcUsername: database.user,
      jdbcSecretName: database.password.name,
      jdbcSecretPasswordKey: database.password.key,
    },
    ingress: {
      enabled: true,
      ingressClassName: ingress.class,
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '64m', ...issued(place) },
      hosts: [{ name: tool.host, path: '/' }],
      tls: [{ secretName: tool.tls, hosts: [tool.host] }],
    },
    persistence: { enabled: true, ...classValue(tool.class, place), size: tool.size },
  }
  return {
    name: 'sonarqube',
    namespace: tool.namespace,
    repository: 'https://SonarSource.github.io/helm-chart-sonarqube',
    chart: 'sonarqube',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [
      { name: passcode.name, keys: [passcode.key] },
      { name: database.password.name, keys: [database.password.key] },
      ...certificateNeed(tool.tls, place),
    ],
    after: sonarWebhook(tool.host, place),
  }
}

/** Jenkins waits for the answer of a gate, which the server sends to where it is told. https://docs.sonarsource.com/sonarqube-server/project-administration/webhooks/ */
function sonarWebhook(host: string, { model: { delivery } }: Place): readonly string[] {
  const { install } = delivery.jenkins
  if (install === undefined || delivery.gate === undefined || !delivery.engines.includes('jenkins')) return []
  const url = `https://${install.host}/sonarqube-webhook/`
  const words = ['--data-urlencode', 'name=jenkins', '--data-urlencode', `url=${url}`, `https://${host}/api/webhooks/create`]
  return [
    '# Where it sends the answers of its gates. SONAR_TOKEN is a token of an administrator.',
    `printf 'user = "%s:"\\n' "$SONAR_TOKEN" | curl --config - --fail --silent --show-error ${shellWords(words)}`,
  ]
}

/** https://docs.gitlab.com/charts/charts/globals/ Only GitLab itself: the Ingress controller, certificates, metrics and databases are others'. */
export function gitlab(tool: NonNullable<Tools['gitlab']>, place: Place): Release {
  const { ingress } = place.model
  const database = databaseOf(tool.database, 'gitlab')
  const root = keyRef(tool.root)
  const redis = tool.redis.password === undefined ? undefined : keyRef(tool.redis.password)
  const values: JsonObject = {
    global: {
      edition: 'ce',
      hosts: { domain: tool.domain, https: true },
      ingress: { class: ingress.class, configureCertmanager: false, annotations: issued(place), tls: { secretName: tool.tls } },
      initialRootPassword: { secret: root.name, key: root.key },
      psql: {
        host: database.host,
        port: database.port,
        database: database.name,
        username: database.user,
        password: { secret: database.password.name, key: database.password.key },
      },
      redis: {
        host: tool.redis.host,
        port: tool.redis.port,
        auth: redis === undefined ? { enabled: false } : { enabled: true, secret: redis.name, key: redis.key },
      },
    },
    installCertmanager: false,
    'nginx-ingress': { enabled: false },
    prometheus: { install: false },
    'gitlab-runner': { install: false },
    postgresql: { install: false },
    redis: { install: false },
    // Images are kept by the registry of the platform.
    registry: { enabled: false },
  }
  return {
    name: 'gitlab',
    namespace: tool.namespace,
    repository: 'https://charts.gitlab.io',
    chart: 'gitlab',
    version: tool.version,
    values: withOwn(values, tool.values),
    secrets: [
      { name: root.name, keys: [root.key] },
      { name: database.password.name, keys: [database.password.key] },
      ...(redis === undefined ? [] : [{ name: redis.name, keys: [redis.key] }]),
      ...certificateNeed(tool.tls, place),
    ],
  }
}
