import { describe, expect, test } from 'vitest'
import { concealing } from '../../engine/diagnostics/conceal.ts'
import { createLocator } from '../../engine/source/locate.ts'
import { isSecretName, isSecretValue, secretForm } from '../../engine/validate/secrets.ts'
import { diagnose, sourceOf, told } from './diagnose.ts'

/** Put together here, so that no scanner of this repository takes them for real. */
const A = 'A'.repeat(40)
const forms: Readonly<Record<string, string>> = {
  'a private key': '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----',
  'an AWS access key': `AKIA${A.slice(0, 16)}`,
  'a GitHub token': `ghp_${A.slice(0, 36)}`,
  'a GitLab token': `glpat-${A.slice(0, 20)}`,
  'a Slack token': `xoxb-${A.slice(0, 12)}`,
  'a Slack webhook': 'https://hooks.slack.com/services/T0/B0/abc',
  'a DingTalk webhook': `https://oapi.dingtalk.com/robot/send?access_token=${'0'.repeat(64)}`,
  'a WeCom webhook': 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000',
  'a Google API key': `AIza${A.slice(0, 35)}`,
  'a Stripe key': `sk_live_${A.slice(0, 24)}`,
  'an npm token': `npm_${A.slice(0, 36)}`,
  'a SonarQube token': `sqp_${'0'.repeat(40)}`,
  'a SendGrid key': `SG.${A.slice(0, 22)}.${A}`,
  'a JSON web token': `eyJ${A}.eyJ${A}.${A}`,
  'a URL with a password': 'jdbc:mysql://root:toor@db:3306/orders',
  'an option with a secret': '--admin-password=toor',
  'credentials for HTTP': 'Basic dXNlcjpwYXNzd29yZA==',
}

describe('the form of a token', () => {
  test.each(Object.entries(forms))('%s', (what, text) => {
    expect(secretForm(text)).toBe(what)
    expect(secretForm(`x ${text}`)).toBe(what === 'credentials for HTTP' ? undefined : what)
  })

  test.each([
    'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    'docker.io/library/nginx:1.29.3@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    'https://id.example.com/realms/shop',
    'https://api.example.com:8443/v1?page=2',
    'jdbc:mysql://db:3306/orders?useSSL=true',
    'mysql://orders:$(DB_PASSWORD)@db/orders',
    'mysql://orders:${env.name}@db/orders',
    'amqp://user@rabbit:5672/',
    '--password-file=/run/secrets/x',
    '--token=$(TOKEN)',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----',
    'eyJust a sentence. With dots.',
    'server { listen 8080; location / { proxy_pass http://web:80/; } }',
    'Bearer tokens are read by the gateway',
  ])('is not in %s', (text) => {
    expect(secretForm(text)).toBeUndefined()
  })

  test.each(['a', '-', 'eyJ', ':', '://', '&password', 'AKIA', '--token'])('is looked for in linear time: %s', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length))
    const start = performance.now()
    secretForm(text)
    expect(performance.now() - start).toBeLessThan(500)
  })
})

describe('the name of a field', () => {
  test.each([
    'DB_PASSWORD',
    'MYSQL_PASSWD',
    'apiKey',
    'API_KEY',
    'clientSecret',
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'spring.datasource.password',
    'PASSWORD_2',
    'private-key',
    'credentials',
  ])('promises a secret: %s', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  test.each([
    'TOKEN_ISSUER_URL',
    'PASSWORD_FILE',
    'SECRET_NAME',
    'TOKEN_TTL',
    'PUBLIC_KEY',
    'AWS_ACCESS_KEY_ID',
    'passwordEncoder',
    'KEY',
    'MONKEY',
    'tokenizer',
    '',
  ])('does not: %s', (name) => {
    expect(isSecretName(name)).toBe(false)
  })

  test.each(['', 'true', 'none', '$(DB_PASSWORD)', '${vars.x}', '/run/secrets/db', 'https://id.example.com', '<password>'])(
    'with a value that is none: %j',
    (value) => {
      expect(isSecretValue(value, 'DB_PASSWORD')).toBe(false)
    },
  )

  test('of options of somebody is as often the name of a Secret', () => {
    expect(isSecretValue('harbor-tls', 'existingSecret')).toBe(false)
    expect(isSecretValue('harbor-tls', 'CLIENT_SECRET')).toBe(true)
    expect(isSecretValue('9f86d081884c7d659a2feaa0', 'clientSecret')).toBe(true)
  })
})

describe('a secret in the file', () => {
  const head = 'apiVersion: platgen.dev/v1\nname: shop\nenvironments: { dev: {} }\n'

  test.each([
    ['vars: { dbPassword: hunter2 }', 'hunter2'],
    ['config: { blog: { MYSQL_PASSWD: hunter2 } }', 'hunter2'],
    ['services: { web: { build: { stack: node, args: { NPM_TOKEN: abcdef } } } }', 'abcdef'],
    ['services: { web: { build: node, args: ["--db-password=hunter2"] } }', '"--db-password=hunter2"'],
    ['services: { web: { build: node, env: { URL: "redis://:hunter2@cache:6379" } } }', '"redis://:hunter2@cache:6379"'],
    ['services: { web: { build: node, environments: { dev: { env: { API_KEY: hunter2 } } } } }', 'hunter2'],
    ['outputs: { ./x.js: { login: { password: hunter2 } } }', 'hunter2'],
    ['patches: [{ select: { kind: Secret }, merge: { stringData: { password: hunter2 } } }]', 'hunter2'],
  ])('%s', (line, underlined) => {
    expect(told(head + line)).toEqual([`validate/secret-literal «${underlined}»`])
  })

  test.each([
    'services: { web: { build: node, secrets: { DB_PASSWORD: orders-db/password } } }',
    'services: { web: { build: node, env: { DB_PASSWORD: "$(OTHER)", TOKEN_ISSUER_URL: "https://id.example.com" } } }',
    'services: { web: { build: node, env: { PASSWORD_MIN: 8, TOKEN_SECONDS: 3600 } } }',
    'stores: { db: { engine: mysql, secret: orders-db, rootPasswordKey: root-password } }',
    'logging: { to: { search: { elasticsearch: { host: es.example.com, password: elasticsearch/password } } } }',
    'services: { web: { build: node, image: { digest: "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae" } } }',
  ])('is not %s', (line) => {
    expect(told(head + line)).toEqual([])
  })

  test('is accepted with a reason, at the place as it is written or in its long form', () => {
    const line = 'services: { web: { build: node, env: { DB_PASSWORD: hunter2 } } }\n'
    for (const pointer of ['/services/web/env/DB_PASSWORD', '/services/web/env/DB_PASSWORD/value'])
      expect(told(`${head}${line}secrets: { accept: { ${pointer}: everybody knows it anyway } }`)).toEqual([])
  })

  test.each([
    'stores: { db: { engine: mysql, external: { host: a.example.com }, foo: { password: hunter2 } } }',
    'services: { web: { build: node, enviroment: { DB_PASSWORD: hunter2 } } }',
    'services: { web: { build: node, health: { env: { DB_PASSWORD: hunter2 } } } }',
    'services: { web: { build: node, env: [{ name: DB_PASSWORD, value: hunter2 }] } }',
    'services: { web: { build: node, env: [DB_PASSWORD=hunter2] } }',
    'services: { web: { build: node, env: { DB_PASSWORD: [hunter2] } } }',
    'services: { web: { build: node, env: { DB_PASSWORD: { value: hunter2, field: metadata.name } } } }',
    'services: { web: { build: node, secrets: { DB_PASSWORD: hunter2 } } }',
    'services: { web: { build: node, secrets: { DB: { ref: hunter2 } } } }',
    'logging: { to: { search: { elasticsearch: { host: es.example.com, password: hunter2 } } } }',
    'patches: [{ select: { kind: Pod }, merge: { env: [{ name: DB_PASSWORD, value: hunter2 }] } }]',
  ])('is hidden where other things are wrong too: %s', (line) => {
    const { diagnostics } = diagnose(head + line)
    const lines = concealing(createLocator(sourceOf(head + line)).line, diagnostics)
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2')
    expect(lines('platform.yaml', 4)).not.toContain('hunter2')
  })

  test('is printed nowhere: not in a message, not in a fix, not in an excerpt of a neighbour', () => {
    const text = `${head}services: { web: { build: node, replcas: 3, env: { DB_PASSWORD: hunter2, URL: "https://u:hunter2@x", P: 1 } , lifecycle: { grace: "ghp_${A}" } } }`
    const { diagnostics } = diagnose(text)
    expect(diagnostics.map(({ code }) => code).sort()).toEqual([
      'validate/bad-duration',
      'validate/secret-literal',
      'validate/secret-literal',
      'validate/secret-literal',
      'validate/unknown-key',
    ])
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunter2|ghp_/)
    const line = concealing(createLocator(sourceOf(text)).line, diagnostics)
    expect(line('platform.yaml', 4)).not.toMatch(/hunter2|ghp_/)
    expect(line('platform.yaml', 4)).toHaveLength(text.split('\n')[3]?.length ?? 0)
    expect(line('platform.yaml', 4)).toContain('DB_PASSWORD: *******, URL')
  })
})
