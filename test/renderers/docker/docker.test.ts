import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import docker from '../../../renderers/docker/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
environments:
  dev: {}
  prod: {}
services:
`

async function render(services: string, options: JsonObject = {}, sections = '') {
  const rendering = await renderWith(docker, { platform: sections + PLATFORM + services, options })
  const files: Record<string, string> = {}
  for (const [path, file] of rendering.files) if (file.type === 'text') files[path] = file.text
  return {
    files,
    findings: rendering.findings.map(({ code, place }) => [code, 'pointer' in place ? place.pointer : place]),
    file: rendering.files,
  }
}

/** The lines of a Dockerfile that start so. */
async function lines(services: string, path: string, ...starts: string[]): Promise<string[]> {
  const { files, findings } = await render(services)
  expect(findings).toEqual([])
  return (files[path] ?? '').split('\n').filter((line) => starts.some((start) => line.startsWith(start)))
}

describe('every stack', () => {
  const services = `
  orders: { build: spring-boot, ports: { http: 8080 } }
  api: { build: node, ports: { http: 3000 } }
  web: { build: node-static, ports: { http: 8080 } }
  blog: { build: django, ports: { http: 8000 } }
  search: { build: go, ports: { http: 8080 } }
  own: { build: { stack: dockerfile }, ports: { http: 8080 } }
  jobs: { build: { stack: java, module: com.example.Main } }
  wiki: { build: { stack: django, server: uwsgi }, ports: { http: 8002 } }
  quotes: { build: fastapi, ports: { http: 8000 } }
  prices: { build: dotnet, ports: { http: 8080 } }
  forum: { build: php, ports: { http: 8080 } }
  mail: { build: ruby, ports: { http: 3000 } }
  rates: { build: rust, ports: { http: 8080 } }
`

  test('has a Dockerfile and what it must not see; one of the user has neither', async () => {
    const { files, findings } = await render(services)
    expect(findings).toEqual([])
    const built = ['api', 'blog', 'forum', 'jobs', 'mail', 'orders', 'prices', 'quotes', 'rates', 'search', 'web', 'wiki']
    expect(Object.keys(files).sort()).toEqual(
      [...built.flatMap((name) => [`${name}/Dockerfile`, `${name}/Dockerfile.dockerignore`]), 'build.sh'].sort(),
    )
  })

  test('runs as a user without a name, in exec form, from images with a version', async () => {
    const { files } = await render(services)
    for (const [path, text] of Object.entries(files)) {
      if (!path.endsWith('/Dockerfile')) continue
      expect(text.split('\n').slice(0, 2), path).toEqual(['# syntax=docker.io/docker/dockerfile:1.20.0', '# check=error=true'])
      expect(text.match(/^USER .*$/gm), path).toEqual(['USER 10001:10001'])
      expect(text.match(/^ENTRYPOINT .*$/gm)?.[0], path).toMatch(/^ENTRYPOINT \["/)
      expect(text, path).toContain('HEALTHCHECK NONE')
      const images = [...text.matchAll(/^FROM (?:--platform=\S+ )?(\S+) AS \w+$/gm)].map(([, image]) => image)
      expect(images.length, path).toBeGreaterThanOrEqual(2)
      for (const image of images)
        expect(image, path).toMatch(/^(scratch|(docker\.io\/library|mcr\.microsoft\.com\/dotnet)\/[a-z-]+:\d[\w.-]+)$/)
      expect(text, path).not.toMatch(/undefined|\[object|\n\n\n/)
    }
  })

  test('keeps the parser directives above the stamp', async () => {
    const { file } = await render(services)
    expect(file.get('orders/Dockerfile')).toMatchObject({ comment: '#', after: 2 })
  })
})

describe('what follows from the words of the service', () => {
  test('ports, of every environment and of the main container only', async () => {
    const services = `
  api:
    build: node
    ports: { http: 3000, udp-events: { port: 53, protocol: UDP } }
    sidecars: { agent: { image: docker.io/library/busybox:1.37.0, ports: { http-agent: 9000 } } }
    environments: { dev: { ports: { tcp-debug: 9229 } } }
`
    expect(await lines(services, 'api/Dockerfile', 'EXPOSE')).toEqual(['EXPOSE 3000', 'EXPOSE 53/udp', 'EXPOSE 9229'])
  })

  test('the user', async () => {
    expect(await lines('  api: { build: node, security: { user: 20001, group: 20002 } }', 'api/Dockerfile', 'USER')).toEqual([
      'USER 20001:20002',
    ])
  })

  test('writable paths', async () => {
    expect(await lines('  api: { build: node, writable: { "/var/my cache": 64Mi } }', 'api/Dockerfile', 'RUN install')).toEqual([
      "RUN install -d -m 0770 -o 10001 -g 10001 '/var/my cache'",
    ])
    expect(await lines('  api: { build: go, writable: { /var/x: 64Mi } }', 'api/Dockerfile', 'COPY --from=build --chown')).toEqual([
      'COPY --from=build --chown=10001:10001 ["/empty/", "/tmp/"]',
      'COPY --from=build --chown=10001:10001 ["/empty/", "/var/x/"]',
    ])
  })

  test.each([
    ['256Mi', '25.0'],
    ['512Mi', '62.0'],
    ['1Gi', '75.0'],
    ['8Gi', '75.0'],
  ])('the heap of a JVM in %s', async (memory, percent) => {
    const services = `  orders: { build: spring-boot, resources: { memory: ${memory} } }`
    expect(await lines(services, 'orders/Dockerfile', 'ENTRYPOINT')).toEqual([
      `ENTRYPOINT ["java", "-XX:MaxRAMPercentage=${percent}", "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]`,
    ])
  })

  test('the heap fits into the smallest environment', async () => {
    const services = '  orders: { build: spring-boot, resources: { memory: 1Gi }, environments: { dev: { resources: { memory: 512Mi } } } }'
    expect((await lines(services, 'orders/Dockerfile', 'ENTRYPOINT')).join()).toContain('=62.0')
  })

  test('an old Spring Boot is taken apart in the old way', async () => {
    const services = '  orders: { build: { stack: spring-boot, version: "11" } }'
    expect((await lines(services, 'orders/Dockerfile', 'ENTRYPOINT')).join()).toContain('org.springframework.boot.loader.JarLauncher')
  })

  test('what is started', async () => {
    expect(await lines('  api: { build: { stack: node, module: dist/main.js } }', 'api/Dockerfile', 'ENTRYPOINT')).toEqual([
      'ENTRYPOINT ["node", "--require=/opt/signals.cjs", "dist/main.js"]',
    ])
    expect((await lines('  api: { build: { stack: go, module: cmd/api } }', 'api/Dockerfile', ' && CGO')).join()).toMatch(
      / -o \/out\/app \.\/cmd\/api$/,
    )
    const django = await lines(
      '  api: { build: { stack: django, module: blog.wsgi }, ports: { http: 8002 } }',
      'api/Dockerfile',
      'ENTRYPOINT',
    )
    expect(django.join()).toContain('"--bind=0.0.0.0:8002"')
    expect(django.join()).toContain('"blog.wsgi"]')
  })

  test('an exact version, and the newest of a line', async () => {
    expect((await lines('  api: { build: { stack: node, version: 22.20.1 } }', 'api/Dockerfile', 'FROM')).join()).toContain(
      '/node:22.20.1-trixie ',
    )
    expect((await lines('  api: { build: { stack: node, version: "22" } }', 'api/Dockerfile', 'FROM')).join()).toMatch(
      /\/node:22\.\d+\.\d+-trixie /,
    )
  })

  test('labels and arguments, quoted', async () => {
    const services = `
  api:
    description: "The \\"best\\" $API\\n  of \\\\ all.\\n"
    owner: api-team
    build: { stack: node, args: { TITLE: 'a "b" $c \\ d' } }
`
    expect(
      await lines(
        services,
        'api/Dockerfile',
        'ARG',
        'LABEL org.opencontainers.image.t',
        'LABEL org.opencontainers.image.d',
        'LABEL org.opencontainers.image.v',
      ),
    ).toEqual([
      'ARG TITLE="a \\"b\\" \\$c \\\\ d"',
      'LABEL org.opencontainers.image.title="api"',
      'LABEL org.opencontainers.image.description="The \\"best\\" \\$API of \\\\ all."',
      'LABEL org.opencontainers.image.vendor="api-team"',
    ])
  })
})

test('a web site may be built with its public variables, everything else without any', async () => {
  const { files } = await render('  web: { build: node-static, ports: { http: 80 } }\n  api: { build: node }')
  expect(files['web/Dockerfile.dockerignore']?.split('\n').filter((line) => line.includes('.env'))).toEqual([
    '**/.env.local',
    '**/.env.*.local',
  ])
  expect(files['api/Dockerfile.dockerignore']?.split('\n').filter((line) => line.includes('.env'))).toEqual(['**/.env', '**/.env.*'])
})

describe('files served by nginx', () => {
  const services = '  web: { build: { stack: node-static, output: "my $out" }, ports: { http: 8081 }, health: /healthz, logs: json }'

  test('on the port of the service, with the answers that probes want and the log that the service declares', async () => {
    const text = (await render(services)).files['web/Dockerfile'] ?? ''
    expect(text).toContain("COPY <<'NGINX_CONF' /etc/nginx/nginx.conf\n")
    expect(text).toContain('    listen 8081;\n')
    expect(text).toContain('    location = /healthz {\n')
    expect(text).toContain('  access_log /dev/stdout json;\n')
    expect(text).toContain('COPY --from=build ["/src/my \\\\$out/", "/srv/www/"]\n')
  })

  test('need a port', async () => {
    expect((await render('  web: { build: node-static }')).findings).toEqual([['docker/no-port', '/services/web/build']])
  })
})

describe('where images come from', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  const from = async (images: string, services: string) => (await render(services, {}, `images: ${images}\n`)).files

  test('a mirror, and digests by either name', async () => {
    for (const name of ['golang:1.26.7-trixie', 'docker.io/library/golang:1.26.7-trixie']) {
      const files = await from(
        `{ mirror: harbor.example.com/hub, digests: { "${name}": "${digest}" } }`,
        '  api: { build: { stack: go, version: "1.26" } }',
      )
      expect(files['api/Dockerfile']).toContain('# syntax=harbor.example.com/hub/docker/dockerfile:1.20.0\n')
      expect(files['api/Dockerfile']).toContain(`harbor.example.com/hub/library/golang:1.26.7-trixie@${digest} AS build`)
      expect(files['api/Dockerfile']).toContain('FROM scratch AS runtime')
    }
  })

  test('a mirror for each registry', async () => {
    const files = await from(
      '{ mirrors: { mcr.microsoft.com: "harbor.example.com:8443/ms" } }',
      '  api: { build: dotnet, ports: { http: 8080 } }',
    )
    const images = [...(files['api/Dockerfile'] ?? '').matchAll(/(?:syntax=|^FROM (?:--platform=\S+ )?)(\S+?)[:@][\w.-]+(?: AS|$)/gm)].map(
      ([, image]) => image,
    )
    expect(images).toEqual([
      'docker.io/docker/dockerfile',
      'harbor.example.com:8443/ms/dotnet/sdk',
      'harbor.example.com:8443/ms/dotnet/aspnet',
    ])
  })

  test('the digest of the base image is a label', async () => {
    const files = await from(`{ digests: { "node:24.19.0-trixie-slim": "${digest}" } }`, '  api: { build: node }')
    expect(files['api/Dockerfile']).toContain(`LABEL org.opencontainers.image.base.digest="${digest}"\n`)
  })
})

describe('what is wrong', () => {
  test.each([
    ['version', 'node, version: "17"', 'docker/unknown-version', '/version'],
    ['a secret', 'node, args: { BASIC_AUTH: x }', 'docker/secret-argument', '/args/BASIC_AUTH'],
    ['a name that no shell reads', 'node, args: { my.flag: x }', 'docker/argument-name', '/args/my.flag'],
    ['several lines', 'node, args: { A: "b\\nc" }', 'docker/argument-lines', '/args/A'],
  ])('%s', async (_what, build, code, pointer) => {
    expect((await render(`  api: { build: { stack: ${build} } }`)).findings).toEqual([[code, `/services/api/build${pointer}`]])
  })

  test('a public key is no secret', async () => {
    expect((await render('  api: { build: { stack: node, args: { PUBLIC_KEY: x } } }')).findings).toEqual([])
  })

  test.each([
    ['the version of the runtime', '{ build: node, environments: { prod: { build: { version: "26" } } } }', '/build/version'],
    ['an argument', '{ build: { stack: node, args: { A: x } }, environments: { prod: { build: { args: { A: y } } } } }', '/build/args/A'],
    ['the user', '{ build: node, environments: { prod: { security: { user: 20001 } } } }', '/security/user'],
    [
      'the port of a server that the image starts',
      '{ build: django, ports: { http: 80 }, environments: { prod: { ports: { http: 8000 } } } }',
      '/ports/http',
    ],
  ])('environments that want different images: %s', async (_what, service, pointer) => {
    const { files, findings } = await render(`  api: ${service}`)
    expect(findings).toEqual([['docker/environments-differ', expect.stringContaining(`/services/api/environments/prod${pointer}`)]])
    expect(files).toEqual({})
  })

  test('nothing but its own words matters to a Dockerfile of the user', async () => {
    const service = '{ build: { stack: dockerfile }, environments: { prod: { security: { user: 20001 } } } }'
    expect((await render(`  api: ${service}`)).findings).toEqual([])
    expect(
      (await render('  api: { build: { stack: dockerfile }, environments: { prod: { build: { dockerfile: other } } } }')).findings,
    ).toHaveLength(1)
  })

  test('a port that the program itself listens on may differ', async () => {
    expect(
      (await render('  api: { build: node, ports: { http: 80 }, environments: { prod: { ports: { http: 8000 } } } }')).findings,
    ).toEqual([])
  })
})
