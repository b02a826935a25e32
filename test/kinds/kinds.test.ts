import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Kind } from '../../engine/kinds/kind.ts'
import { type KindName, kinds } from '../../engine/kinds/kinds.ts'

type Value = string | number | boolean

interface Table {
  readonly good: readonly Value[]
  /** Pairs of a wrong value and what was probably meant. */
  readonly mended?: readonly (readonly [Value, Value])[]
  /** Wrong, and nothing can be guessed. */
  readonly bad: readonly Value[]
}

const long = (length: number): string => 'a'.repeat(length)
const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`

const tables: { readonly [Name in KindName]: Table } = {
  address: {
    good: ['nfs.example.com', '10.0.0.7', '2001:db8::7'],
    mended: [['NFS.example.com', 'nfs.example.com']],
    bad: ['', 'a b', '*.example.com', '10.0.0.256'],
  },
  appProtocol: { good: ['http', 'grpc', 'kubernetes.io/h2c'], bad: ['', 'a/b/c', '/x'] },
  authority: {
    good: ['shop.example.com', 'orders', 'orders:8080', '*.example.com', 'shop.*', '*-admin.example.com'],
    mended: [['https://Shop.example.com/x', 'shop.example.com']],
    bad: ['', '*', 'a.*.b', '*.*', 'a b', '*.'],
  },
  bytes: {
    good: ['1Ki', '512Mi', '0.5Gi', '500M', '1.5Ti', '7Ei', '3k'],
    mended: [
      ['512', '512Mi'],
      [512, '512Mi'],
      ['512MB', '512Mi'],
      ['512mb', '512Mi'],
      ['1 Gi', '1Gi'],
      ['512m', '512Mi'],
      ['2g', '2Gi'],
      ['1K', '1Ki'],
      [1_073_741_824, '1Gi'],
      ['10 GiB', '10Gi'],
    ],
    bad: ['', '0', '0Mi', '-1Gi', 'much', '9Ei', '1e9', 1_073_741_825, true],
  },
  capability: {
    good: ['NET_BIND_SERVICE', 'SYS_PTRACE', 'ALL'],
    mended: [
      ['CAP_NET_ADMIN', 'NET_ADMIN'],
      ['net_raw', 'NET_RAW'],
      ['NET_ADMN', 'NET_ADMIN'],
    ],
    bad: ['', 'FLY'],
  },
  claim: {
    good: ['sub', 'groups', 'realm_access.roles', 'https://example.com/groups', '_x'],
    mended: [
      ['request.auth.claims[groups]', 'groups'],
      ['request.auth.claims[realm_access][roles]', 'realm_access.roles'],
    ],
    bad: ['', '9a', 'a..b', 'a b', 'a.'],
  },
  cidr: {
    good: ['10.0.0.0/8', '0.0.0.0/0', '203.0.113.7/32', '2001:db8::/32', '::/0', '2001:DB8::/32', '::ffff:10.0.0.0/104'],
    mended: [
      ['10.0.0.7', '10.0.0.7/32'],
      ['10.0.0.1/24', '10.0.0.0/24'],
      ['2001:db8::1/32', '2001:db8::/32'],
      ['::1', '::1/128'],
    ],
    bad: ['', '10.0.0.0/33', '10.0.0/24', '010.0.0.0/8', '2001:db8::/129', '10.0.0.0/8/8', ':::/0', '1::2::3/64'],
  },
  ciphertext: { good: ['AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq', 'QQ==', 'QUI='], bad: ['', 'AgB', 'not base64!', 'A==='] },
  configKey: {
    good: ['LOG_LEVEL', 'application.yaml', '.hidden', 'a-b'],
    mended: [
      ['a b', 'a_b'],
      ['a/b', 'a_b'],
    ],
    bad: ['', '.', '..', '..a', long(254)],
  },
  countOrPercent: {
    good: [0, 1, '25%', '100%'],
    mended: [
      ['1', 1],
      ['25 %', '25%'],
    ],
    bad: [-1, 1.5, '101%', '0.5%', '', true],
  },
  cpu: {
    good: ['250m', '1', '0.5', '2.125', 2, 0.5],
    mended: [
      ['500 m', '500m'],
      ['2 cores', '2'],
      ['1vCPU', '1'],
      ['100millicores', '100m'],
    ],
    bad: ['', '0', 0, '0m', '-1', '0.0001', '1.5m', '1Gi', 'many', 1e21, true],
  },
  cpuLimit: { good: ['none', '2', '500m', 4], mended: [['2 cores', '2']], bad: ['', '0', 'unlimited'] },
  cron: {
    good: [
      '0 3 * * *',
      '*/5 * * * *',
      '0 0 1,15 * *',
      '0 9-17/2 * jan-mar MON-fri',
      '@hourly',
      '@midnight',
      '0 0 31 * mon',
      '59 23 31 12 6',
      '0 0 29 2 *',
    ],
    mended: [
      ['0 0 3 * * ?', '0 3 * * *'],
      ['0 3 * * 7', '0 3 * * 0'],
      ['0  3 * * *', '0 3 * * *'],
      ['0 3 ? * *', '0 3 * * *'],
    ],
    bad: [
      '',
      '* * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '*/0 * * * *',
      '5-1 * * * *',
      '@reboot',
      'TZ=UTC 0 3 * * *',
      '0 0 31 2 *',
      '0 0 31 4 *',
      '* * * * mo',
      '1/2/3 * * * *',
    ],
  },
  digest: {
    good: [SHA, `sha512:${'0'.repeat(128)}`],
    mended: [
      [SHA.slice(7), SHA],
      [SHA.toUpperCase().replace('SHA', 'sha'), SHA],
    ],
    bad: ['', 'sha256:abc', `md5:${'0'.repeat(32)}`],
  },
  duration: {
    good: ['0s', '90s', '5m', '1h30m', '14d', '250ms', '1d2h3m4s5ms'],
    mended: [
      ['30', '30s'],
      [30, '30s'],
      ['5 minutes', '5m'],
      ['1.5h', '1h30m'],
      ['2 weeks', '14d'],
      ['10 sec', '10s'],
      ['1H', '1h'],
    ],
    bad: ['', 's', '-5s', '30m1h', '1y', '5 parsecs', 'soon', true],
  },
  emailAddress: {
    good: ['shop@example.com', 'on-call+shop@mail.example.com', 'a.b_c@x'],
    mended: [
      ['Shop <shop@example.com>', 'shop@example.com'],
      ['shop@Example.com', 'shop@example.com'],
    ],
    bad: ['', 'shop', '@example.com', 'a b@example.com', "a'b@example.com", 'a@b@c', '.a@example.com', 'a@-x.com'],
  },
  envName: {
    good: ['DB_PASSWORD', '_x', 'spring.datasource.url', 'a-b'],
    mended: [
      ['MY VAR', 'MY_VAR'],
      ['A=B', 'A_B'],
    ],
    bad: ['', '1A', '..a'],
  },
  fieldPath: {
    good: ['metadata.name', 'status.podIP', "metadata.labels['app.kubernetes.io/name']"],
    mended: [
      ['metadata.nam', 'metadata.name'],
      ['status.podIp', 'status.podIP'],
    ],
    bad: ['', 'spec.containers'],
  },
  fileMode: { good: ['0440', '755', '0777'], mended: [['0o440', '0440']], bad: ['', '0888', '7777', '44', 'rwx', 288] },
  filePattern: {
    good: ['**/*.generated.ts', 'reports/*.xml', 'a_b/c-d.e'],
    mended: [['/reports/*.xml', 'reports/*.xml']],
    bad: ['', '../x', 'a/../b', 'a b', 'a,b', "it's", '$x'],
  },
  gitRef: {
    good: ['main', 'v*', 'feature/x', 'release-1.2'],
    mended: [
      ['refs/heads/main', 'main'],
      [' main', 'main'],
    ],
    bad: ['', 'a..b', '/a', 'a/', 'a//b', '-a', 'a.lock', '.a', 'a b', 'a~1', '@', 'a@{1}'],
  },
  glob: {
    good: ['services/*.yaml', '*/platform.yaml', 'a.yaml'],
    mended: [
      ['services/**', 'services/*'],
      ['services//a.yaml', 'services/a.yaml'],
    ],
    bad: ['', '/etc/*.yaml', '../*.yaml', '[ab].yaml', 'a?.yaml'],
  },
  growth: {
    good: ['70%', '100%', '150%'],
    mended: [
      [70, '70%'],
      ['70', '70%'],
      ['150 %', '150%'],
    ],
    bad: ['', '0%', '1001%', '0.5%'],
  },
  headerName: { good: ['Host', 'X-User-Group'], mended: [['Host:', 'Host']], bad: ['', 'a b', 'ü'] },
  host: {
    good: ['shop.example.com', 'localhost', 'a-b.c', 'xn--bcher-kva.example', 'elasticsearch.logging', '3com.example'],
    mended: [
      ['Shop.Example.com', 'shop.example.com'],
      ['https://shop.example.com/a?b', 'shop.example.com'],
      ['shop.example.com:80', 'shop.example.com'],
      ['shop.example.com.', 'shop.example.com'],
    ],
    bad: [
      '',
      '10.0.0.1',
      '*.example.com',
      'a..b',
      '-a.example.com',
      'a_b.example.com',
      'example.123',
      `${long(64)}.com`,
      `${`${long(49)}.`.repeat(6)}com`,
      'bücher.example',
    ],
  },
  hostPattern: {
    good: ['*.shop.example.com', 'shop.example.com'],
    mended: [['https://*.example.com/', '*.example.com']],
    bad: ['*', '*.', 'a.*.com', '**.example.com', '*a.example.com'],
  },
  hostPort: {
    good: ['harbor.example.com', 'registry.example.com:5000', '10.0.0.5:5000'],
    mended: [
      ['https://harbor.example.com/', 'harbor.example.com'],
      ['Harbor.example.com:443', 'harbor.example.com:443'],
    ],
    bad: ['', 'harbor.example.com:0', 'harbor.example.com:65536', 'harbor.example.com:', 'a:b:c'],
  },
  identifier: { good: ['myblog', 'orders_rw', 'registry', '_a.b-c'], mended: [['my blog', 'my_blog']], bad: ['', '1a', long(64), '-a'] },
  image: {
    good: [
      'nginx',
      'nginx:1.29.3',
      'docker.io/library/nginx:1.29.3',
      'localhost:5000/a/b:c',
      `registry.example.com/payments@${SHA}`,
      `a.b/c:1@${SHA}`,
      'a__b/c---d:1',
      '[::1]:5000/a:1',
    ],
    mended: [
      ['Nginx:1', 'nginx:1'],
      ['https://docker.io/library/nginx:1', 'docker.io/library/nginx:1'],
      ['docker.io/Library/Nginx:1', 'docker.io/library/nginx:1'],
    ],
    bad: ['', 'a b', 'nginx:', 'nginx:-1', 'nginx@sha256:abc', '/nginx', 'nginx/', 'a//b', 'a..b', 'a___b', `a/${long(255)}`, 'a_.b'],
  },
  imagePath: {
    good: ['shop', 'shop/orders', 'a-b/c_d/e.f'],
    mended: [
      ['Shop', 'shop'],
      ['/shop/', 'shop'],
    ],
    bad: ['', 'shop:1', 'a//b', '-a'],
  },
  imageRoot: {
    good: ['harbor.example.com', 'harbor.example.com:5000/hub', 'localhost/a/b-c', 'registry:5000'],
    mended: [
      ['https://harbor.example.com/hub', 'harbor.example.com/hub'],
      ['harbor.example.com/hub/', 'harbor.example.com/hub'],
    ],
    bad: ['', 'hub', 'hub/cache', 'harbor.example.com/Hub', `harbor.example.com/a@${SHA}`, 'harbor.example.com/a:1', 'a.b/c d'],
  },
  imageTag: { good: ['1.8.2', 'latest', '_x', 'V1'], mended: [['1.0+build', '1.0-build']], bad: ['', '-1', '.1', long(129)] },
  indexName: { good: ['shop-prod', 'a_b.c'], mended: [['Shop', 'shop']], bad: ['', '-a', 'a*', 'a b', long(201)] },
  ip: {
    good: ['10.0.0.7', '::1', '2001:db8::7', '::ffff:10.0.0.1'],
    mended: [[' 10.0.0.7', '10.0.0.7']],
    bad: ['', '10.0.0', '256.0.0.1', '1:2', '1::2::3', '10.0.0.7/32', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8'],
  },
  keyRef: {
    good: ['orders-db/password', 'a.b/c_d.e'],
    mended: [
      ['orders-db:password', 'orders-db/password'],
      ['orders-db.password', 'orders-db/password'],
    ],
    bad: ['', 'orders-db', '/password', 'orders-db/', 'a/b/c', 'Orders/x'],
  },
  kubernetesKind: { good: ['Deployment', 'CronJob'], mended: [['deployment', 'Deployment']], bad: ['', 'a b', '1a'] },
  label: {
    good: ['', 'platform-team', 'a_b.C', '4711'],
    mended: [
      ['my team', 'my-team'],
      ['-a', 'a'],
    ],
    bad: ['a-', long(64), 4711, true, 'a/b/'],
  },
  labelKey: {
    good: ['app', 'example.com/team', 'a_b.c', `${long(63)}`],
    mended: [['my label', 'my-label']],
    bad: ['', '/a', 'a/', 'a/b/c', 'Example.com/a', '-a', long(64), `${long(254)}/a`],
  },
  locality: {
    good: ['*', 'europe-west', 'europe-west/*', 'europe-west/zone-1', 'europe-west/zone-1/*', 'eu/1a/rack_7.b'],
    mended: [
      ['/europe-west/zone-1/', 'europe-west/zone-1'],
      [' europe-west ', 'europe-west'],
    ],
    bad: ['', '*/zone-1', 'europe-*', 'a/b/c/d', 'a//b', '-west', 'a/-b'],
  },
  logWriter: { good: ['orders', 'pay*', '*'], mended: [['Orders', 'orders']], bad: ['', 'a.b', 'a_b', long(64)] },
  logField: { good: ['level', 'log.level', '@timestamp', 'a-b'], bad: ['', '.a', 'a.', '1a', 'a b', long(101)] },
  logRegex: {
    good: ['^(?<level>[A-Z]+) .*$', '(?i)error', '\\d{13,16}', '(?<=a)b', '[^"\\]]+', long(2000)],
    bad: ['', '(?P<a>b)', 'a(?i)b', '(?m)a', '\\Aa\\z', '\\h+', '[[:alpha:]]', '[a&&b]', '#{x}', '(', 'a**', 'a\nb', long(2001)],
  },
  logText: { good: ['[masked]', '', 'a "b" \'c\''], bad: ['a\nb', 'a\\b', '${x}', '#{x}', long(201)] },
  method: { good: ['GET', 'PATCH'], mended: [['get', 'GET']], bad: ['', 'FETCH'] },
  metricName: { good: ['http_requests_per_second', 'a:b', 'queue.length'], bad: ['', '1a', 'a b'] },
  moduleName: {
    good: ['myblog.wsgi', './cmd/server', 'server.js', '.', 'app:main'],
    mended: [['cmd\\server', 'cmd/server']],
    bad: ['', '/a', '../a', '-m', 'a;b'],
  },
  name: {
    good: ['a', 'orders', '1st', 'a--b', long(63)],
    mended: [
      ['Orders_API', 'orders-api'],
      ['ordersApi', 'orders-api'],
      ['orders api', 'orders-api'],
      ['-a-', 'a'],
    ],
    bad: ['', '-', long(64)],
  },
  objectName: {
    good: ['harbor-pull', 'a.b.c', '1'],
    mended: [
      ['My.Secret', 'my.secret'],
      ['a..b', 'a.b'],
    ],
    bad: ['', '.', long(254)],
  },
  outputName: {
    good: ['helm', './tools/cmdb.js', '@shop/platgen-cmdb', 'platgen-cmdb', './a.mjs'],
    mended: [
      ['tools/cmdb.js', './tools/cmdb.js'],
      ['Helm', 'helm'],
    ],
    bad: ['', '../a.js', '/a.js', './a.ts', './../a.js', 'a b'],
  },
  path: {
    good: ['/', '/var/lib/app', '/.cache', '/a b'],
    mended: [
      ['/a/', '/a'],
      ['/a//b', '/a/b'],
    ],
    bad: ['', 'a', '/a/../b', '/a:b', '/a/./b', 'C:\\a', '/a\0b', '/a\nb', `/${long(4095)}`],
  },
  pathPattern: {
    good: [
      '/healthz',
      '/',
      '/api/*',
      '/api*',
      '*/health',
      '*.json',
      '/users/{*}',
      '/users/{*}/orders',
      '/files/{**}',
      '/a/{*}/b/{**}',
      '/a/{**}/b',
      '/*',
    ],
    mended: [
      ['api/*', '/api/*'],
      ['/api/**', '/api/*'],
      ['/api/.*', '/api/*'],
      ['/a/*/b', '/a/{*}/b'],
      ['/*/{*}', '/{*}/{*}'],
    ],
    bad: ['', '*', '/a//b', '/a/../b', '/a?b', '/a{*}', '/{x}', '/{**}/{*}', '/a%2Fb', '/a b', '(/a|/b)', '/[ab]'],
  },
  percent: {
    good: ['0%', '70%', '0.5%', '100%', '99.9999%'],
    mended: [
      [70, '70%'],
      ['70', '70%'],
      ['70 %', '70%'],
    ],
    bad: ['', '101%', '-1%', 0.5, '1.23456%', '070%'],
  },
  plainPath: {
    good: ['out', 'deploy/out', 'a.b/_c-d'],
    mended: [
      ['./out', 'out'],
      ['deploy/out/', 'deploy/out'],
      ['deploy\\out', 'deploy/out'],
    ],
    bad: ['', '.', '/out', '../out', '-out', '.out', 'a b', 'a$b', 'a*', "it's"],
  },
  port: {
    good: [1, 80, 65_535],
    mended: [
      ['8080', 8080],
      ['80/tcp', 80],
    ],
    bad: [0, 65_536, 80.5, -1, '', 'http', '80:8080', true],
  },
  portName: {
    good: ['http', 'tcp-admin', 'a1', '1a', long(15)],
    mended: [
      ['HTTP', 'http'],
      ['http--x', 'http-x'],
      ['http_x', 'http-x'],
    ],
    bad: ['', '80', long(16), '-'],
  },
  principal: {
    good: ['jane', 'release-managers', 'jane@example.com', 'system:masters', 'group/a'],
    bad: ['', 'a b', '-a', 'a,b', long(256)],
  },
  samples: {
    good: ['1', '-5', '0+10x30', '1 2 _ 3', '_x5 0.5-1x3', '1e9', 'stale', 'NaN', '5x10'],
    bad: ['', 'x', '1,2', '1  2', '0+ 10x3', '_+1x3', '1x', 'a{b="c"}', '9'.repeat(1001)],
  },
  promql: {
    good: [
      'up == 0',
      'sum by (service) (rate(http_requests_total{code=~"5.."}[5m])) / on (service) group_left (team) x > bool 0.05',
      'histogram_quantile(0.99, sum(rate(a_bucket[5m])) by (le))',
      'max_over_time(up[1h:5m] offset 1d) unless absent(up @ end())',
      '-a ^ 2 * 1e3',
      '{__name__="up", job!="x"}',
      'vector(1) # always',
    ],
    bad: [
      '',
      'sum(',
      'up ==',
      'rate(up[5m)',
      'up{job}',
      'up{job=x}',
      'nosuch(up)',
      'up down',
      'up{job="x}',
      'up[5',
      'a $ b',
      'sum by (1) (up)',
      '('.repeat(200),
    ],
  },
  quantity: { good: ['100', '500m', '10k', '1Gi', 100, 1.5], mended: [['100 m', '100m']], bad: ['', '0', '-1', '1e3', '1.2345', 'a'] },
  rate: {
    good: ['100/s', '10/m', '5000/h', '1/d'],
    mended: [
      ['100', '100/s'],
      [100, '100/s'],
      ['100rps', '100/s'],
      ['10 per minute', '10/m'],
      ['60rpm', '60/m'],
      ['5 / sec', '5/s'],
    ],
    bad: ['', '0/s', '1.5/s', '100/w', '/s'],
  },
  rbacResource: {
    good: ['configmaps', 'pods/log', '*', '*/scale'],
    mended: [
      ['Pods', 'pods'],
      ['Pod', 'pods'],
    ],
    bad: ['', 'a/b/c', 'pods/'],
  },
  rbacVerb: { good: ['get', '*', 'deletecollection'], mended: [['GET', 'get']], bad: ['', 'get list', 'get,list'] },
  reason: { good: ['The image of the vendor insists on it.'], bad: ['', 'because', 'two\nlines of it', long(501)] },
  regex: {
    good: ['/v[12]/.*', '(?i)beta', '(?P<group>a|b)', '\\\\1', long(1024)],
    bad: ['', '(?=a)b', '(?!a)', '(?<=a)b', '(a)\\1', '[', 'a**', '(', long(1025)],
  },
  relativePath: {
    good: ['services/orders', './a', '.', 'a.b/c'],
    mended: [
      ['a/', 'a'],
      ['a//b', 'a/b'],
      ['a\\b', 'a/b'],
    ],
    bad: ['', '/a', '../a', 'a/../b', 'C:\\a', 'a/./b', 'a\0'],
  },
  release: { good: ['1.4.2', `1.4.2@${SHA}`], bad: ['', '-1', '1.4.2@sha256:abc', `@${SHA}`, `1@${SHA}@${SHA}`] },
  serviceName: { good: ['a', 'orders', long(63)], mended: [['Orders_API', 'orders-api']], bad: ['', '1st', long(64)] },
  systemPackage: {
    good: ['libpq5', 'g++', 'libstdc++6', 'libpq5=17.6-0+deb13u1', 'tzdata=1:2025b-4~deb13', 'postgresql17-client'],
    mended: [[' libpq5', 'libpq5']],
    bad: ['', 'a', '-y', 'LibPq', 'a b', 'a;b', 'libpq5=', 'libpq5=1 2', '$(x)'],
  },
  timeFormat: {
    good: ['%Y-%m-%dT%H:%M:%S.%L%z', 'unix', '%d/%b/%Y:%T %z', '100%% %F %T'],
    bad: ['', 'today', '%Y-%q', '%', '%3N', '%Z', long(101)],
  },
  timeOfDay: {
    good: ['00:00', '09:30', '23:59', '24:00'],
    mended: [
      ['9:30', '09:30'],
      ['2', '02:00'],
    ],
    bad: ['', '24:01', '2 am', '12:60', '02:00:00'],
  },
  timeZone: {
    good: ['Etc/UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+3'],
    mended: [['America/New York', 'America/New_York']],
    bad: ['', 'Local', '+01:00', '/a'],
  },
  url: {
    good: ['https://id.example.com/realms/shop', 'http://a:8080', 'https://[::1]:8080/x?y#z', 'https://10.0.0.1'],
    mended: [['id.example.com/realms', 'https://id.example.com/realms']],
    bad: ['', 'ftp://a', 'https://u:p@a', 'https://', 'https://a b', 'https://a:0/'],
  },
  urlPath: {
    good: ['/', '/healthz', '/a%20b', '/.well-known/x', '/a;b=c'],
    mended: [
      ['', '/'],
      ['healthz', '/healthz'],
      ['http://a/b', '/b'],
      ['/a//b', '/a/b'],
    ],
    bad: ['/a/../b', '/a?b', '/a#b', '/a%2Fb', '/a%zz', '/ü'],
  },
  varName: { good: ['company', 'a_b-c1'], mended: [['a.b', 'a_b']], bad: ['', '1a', '_a'] },
}

describe.each(Object.entries(tables) as [KindName, Table][])('%s', (name, { good, mended = [], bad }) => {
  const kind: Kind = kinds[name]

  test('takes what is right', () => {
    for (const value of [kind.example, ...good]) expect(kind.check(value), String(value)).toBeUndefined()
  })

  test('mends what was probably meant', () => {
    for (const [value, fix] of mended) expect(kind.check(value), String(value)).toMatchObject({ fix })
  })

  test('refuses the rest', () => {
    for (const value of bad) {
      const problem = kind.check(value)
      expect(problem?.reason, String(value)).toBeTruthy()
      expect(problem?.fix, String(value)).toBeUndefined()
    }
  })

  test('has words', () => {
    expect(kind.what).toMatch(/^(a|an|the) [^.]+$|^file permissions$/)
    expect(kind.explain).toMatch(/^[^.].*[^.]$/)
    for (const value of [...bad, ...mended.map(([wrong]) => wrong)]) expect(kind.check(value)?.reason).toMatch(/^[^.]*\S.*[^.]$/)
  })
})

describe('every kind', () => {
  const all = Object.entries(kinds) as [KindName, Kind][]
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'aA1-_./:%@*? \n\0') }),
    fc.constantFrom('\0', '\n', '__proto__', '${x}', '٣', '1\n', 'a\n', '\u2028'),
  )

  test('answers everything, and its fixes are right', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.oneof(nasty, fc.double(), fc.integer(), fc.boolean()), ([, kind], value) => {
        const problem = kind.check(value)
        if (problem?.fix !== undefined) expect(kind.check(problem.fix)).toBeUndefined()
        if (typeof value === 'string' && value.includes('\n') && problem === undefined)
          expect(['a reason', 'an expression of PromQL']).toContain(kind.what)
      }),
      { numRuns: 2000 },
    )
  })

  test('is linear: no pattern runs away', () => {
    for (const [name, kind] of all)
      for (const piece of ['a', '-', 'a-', '.', 'a.', '1', '0', '1.', '/', 'a/', ':', '*/', '_', '%', 'a__']) {
        const text = `${piece.repeat(Math.ceil(20_000 / piece.length))}!`
        const start = performance.now()
        kind.check(text)
        expect(performance.now() - start, `${name} ${piece}`).toBeLessThan(200)
      }
  })
})
