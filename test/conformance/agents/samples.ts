/** What the services of platform.yaml beside it print, and the records that have to arrive: in this order, none lost, split or sent twice. */
export interface Sample {
  readonly service: string
  readonly stream?: 'stdout' | 'stderr'
  /** One write of the program; `\n` ends a line. Bytes where they are no valid UTF-8. */
  readonly says: string | Uint8Array
  readonly records: readonly Expected[]
}

/** A record, without what is the same for all of a service, and without its time where that is the runtime's. */
export type Expected = { readonly [field: string]: unknown }

const text = (message: string): Expected => ({ message })
const lines = (...all: readonly string[]) => `${all.join('\n')}\n`
const trace = (service: string, level: string | undefined, ...all: readonly string[]): Sample => ({
  service,
  stream: 'stderr',
  says: lines(...all),
  records: [{ message: all.join('\n'), ...(level === undefined ? {} : { level }) }],
})

/** Longer than the 16 KiB at which a runtime cuts, by far. */
const MEGABYTE = `${'0123456789abcdef'.repeat(65_536)} end`

const COMBINED =
  '203.0.113.7 - ann [24/Nov/2026:12:00:00 +0000] "GET /shop?id=7 HTTP/1.1" 200 5120 "https://example.com/" "Mozilla/5.0 (X11)"'

export const samples: readonly Sample[] = [
  { service: 'plain', says: 'hello\n', records: [text('hello')] },
  {
    service: 'plain',
    says: lines('', '  indented, and with "quotes" and \\backslashes\\ #{1 + 1} ${tag}'),
    records: [text(''), text('  indented, and with "quotes" and \\backslashes\\ #{1 + 1} ${tag}')],
  },
  { service: 'plain', says: 'grüße, 世界 🚀\n', records: [text('grüße, 世界 🚀')] },
  { service: 'plain', says: Uint8Array.from([0x62, 0x61, 0x64, 0x20, 0xff, 0xfe, 0x0a]), records: [text('bad ��')] },
  { service: 'plain', says: `${MEGABYTE}\n`, records: [text(MEGABYTE)] },
  { service: 'plain', says: lines('same', 'same', 'same'), records: [text('same'), text('same'), text('same')] },

  {
    service: 'json',
    says: '{"level":"info","message":"started","n":1,"nested":{"a":[1,2]}}\n',
    records: [{ level: 'info', message: 'started', n: 1, nested: { a: [1, 2] } }],
  },
  { service: 'json', says: '{"level":"error","msg":"no message field"}\n', records: [{ level: 'error', msg: 'no message field' }] },
  {
    service: 'json',
    says: lines('{"level":"info","broken', 'not json at all', '[{"a":1},{"b":2}]', '42', '{"a":1} and more'),
    records: ['{"level":"info","broken', 'not json at all', '[{"a":1},{"b":2}]', '42', '{"a":1} and more'].map(text),
  },
  {
    service: 'json',
    says: '{"message":"card 4111111111111111 token=abc123","level":"warn"}\n',
    records: [{ message: 'card [masked] token=***', level: 'warn' }],
  },
  {
    service: 'json',
    says: lines(
      '{"message":"GET /healthz","level":"info"}',
      '{"message":"dropped","level":"debug"}',
      '{"message":"kept","level":"debugging"}',
    ),
    records: [{ message: 'kept', level: 'debugging' }],
  },
  {
    service: 'json',
    says: '{"message":"own time","ts":"2026-11-24T13:00:00.123456789+01:00"}\n',
    records: [{ message: 'own time', ts: '2026-11-24T13:00:00.123456789+01:00', '@timestamp': '2026-11-24T12:00:00.123456789Z' }],
  },
  {
    service: 'json',
    says: lines(
      '{"message":"bad time","ts":"yesterday"}',
      '{"message":"number","ts":1700000000}',
      '{"message":"time","time":"not a time"}',
    ),
    records: [
      { message: 'bad time', ts: 'yesterday' },
      { message: 'number', ts: 1700000000 },
      { message: 'time', time: 'not a time' },
    ],
  },
  { service: 'json', says: '{"message":"pretends","kubernetes":"mine","stream":"mine","service":"mine"}\n', records: [text('pretends')] },
  { service: 'json', says: `{"message":"${MEGABYTE}"}\n`, records: [text(MEGABYTE)] },

  {
    service: 'java',
    says: '2026-11-24T12:00:00.000Z  INFO 1 --- [main] shop.Main : started\n',
    records: [{ level: 'INFO', message: '2026-11-24T12:00:00.000Z  INFO 1 --- [main] shop.Main : started' }],
  },
  trace(
    'java',
    undefined,
    'java.lang.IllegalStateException: no stock',
    '\tat shop.Stock.take(Stock.java:12)',
    '\tat shop.Main.main(Main.java:3)',
    'Caused by: java.io.IOException: disk',
    '\t... 2 more',
  ),
  { service: 'java', says: 'after\n', records: [text('after')] },
  trace(
    'python',
    undefined,
    'Traceback (most recent call last):',
    '  File "/app/shop.py", line 3, in take',
    '    raise ValueError("no stock")',
    'ValueError: no stock',
  ),
  { service: 'python', says: 'ERROR:shop:no stock\n', records: [{ level: 'ERROR', message: 'ERROR:shop:no stock' }] },
  trace(
    'go',
    undefined,
    'panic: no stock',
    '',
    'goroutine 1 [running]:',
    'main.take(...)',
    '\t/app/main.go:7',
    'main.main()',
    '\t/app/main.go:3 +0x1d',
  ),
  trace(
    'node',
    undefined,
    'TypeError: stock is not a function',
    '    at take (/app/stock.js:3:9)',
    '    at Object.<anonymous> (/app/main.js:1:1)',
  ),
  { service: 'node', says: 'listening\n', records: [text('listening')] },

  {
    service: 'nginx',
    says: `${COMBINED}\n`,
    records: [
      {
        message: COMBINED,
        remote: '203.0.113.7',
        user: 'ann',
        time: '24/Nov/2026:12:00:00 +0000',
        method: 'GET',
        path: '/shop?id=7',
        protocol: 'HTTP/1.1',
        code: 200,
        size: 5120,
        referer: 'https://example.com/',
        agent: 'Mozilla/5.0 (X11)',
      },
    ],
  },
  {
    service: 'nginx',
    stream: 'stderr',
    says: '2026/11/24 12:00:00 [error] 7#7: *1 connect() failed\n',
    records: [text('2026/11/24 12:00:00 [error] 7#7: *1 connect() failed')],
  },

  {
    service: 'legacy',
    says: '24.11.2026 13:00:00.250 [WARN] <17> slow\n',
    records: [
      {
        message: '24.11.2026 13:00:00.250 [WARN] <17> slow',
        when: '24.11.2026 13:00:00.250',
        level: 'WARN',
        took: 17,
        text: 'slow',
        '@timestamp': '2026-11-24T12:00:00.250000000Z',
      },
    ],
  },
  {
    service: 'legacy',
    says: lines('no match', '99.99.2026 13:00:00.250 [WARN] <1> impossible'),
    records: [
      text('no match'),
      {
        message: '99.99.2026 13:00:00.250 [WARN] <1> impossible',
        when: '99.99.2026 13:00:00.250',
        level: 'WARN',
        took: 1,
        text: 'impossible',
      },
    ],
  },
  {
    service: 'blocks',
    says: lines('A1 first', '  more', '  and more', 'B2 second'),
    records: [
      { code: 'A1', message: 'A1 first\n  more\n  and more' },
      { code: 'B2', message: 'B2 second' },
    ],
  },
  // The last write of a program that ends in the middle of a line.
  { service: 'plain', says: 'half a line', records: [text('half a line')] },
]
