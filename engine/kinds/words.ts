import { nearest } from '../diagnostics/suggest.ts'
import { firstReason, textKind } from './kind.ts'
import { empty, strange, tooLong } from './names.ts'

export const kubernetesKind = textKind({
  what: 'a kind of Kubernetes object',
  family: 'name',
  example: 'Deployment',
  explain: 'The `kind` of an object, as it stands in a manifest: letters and digits, with an upper-case letter first',
  pattern: '[A-Z][A-Za-z0-9]{0,62}',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, 'A-Za-z0-9'),
      [!/^[A-Z]/.test(text), 'it does not start with an upper-case letter'],
      tooLong(text, 63),
    ),
  mend: (text) => text.charAt(0).toUpperCase() + text.slice(1),
})

export const rbacResource = textKind({
  what: 'a resource of the Kubernetes API',
  family: 'name',
  example: 'configmaps',
  explain: 'The lower-case plural (`configmaps`), a part of it (`pods/log`), or `*`, as an RBAC rule names it',
  pattern: '([a-z][a-z0-9]*|\\*)(/([a-z][a-z0-9]*|\\*))?',
  find: (text) =>
    /^(?:[a-z][a-z0-9]*|\*)(?:\/(?:[a-z][a-z0-9]*|\*))?$/.test(text)
      ? undefined
      : firstReason(empty(text), strange(text, 'a-z0-9*/'), [true, 'it is neither `RESOURCE` nor `RESOURCE/PART`']),
  mend: (text) => {
    const plural = text.toLowerCase()
    return /^[a-z]+$/.test(plural) && !plural.endsWith('s') ? `${plural}s` : plural
  },
})

export const rbacVerb = textKind({
  what: 'a verb of the Kubernetes API',
  family: 'name',
  example: 'get',
  explain: 'Lower-case letters (`get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, …) or `*`, as an RBAC rule names it',
  pattern: '[a-z]+|\\*',
  find: (text) => (text === '*' ? undefined : firstReason(empty(text), strange(text, 'a-z'))),
  mend: (text) => text.toLowerCase(),
})

/** capabilities(7), without the prefix `CAP_`, as Kubernetes writes them. */
const CAPABILITIES = new Set(
  (
    'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK ' +
    'IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP ' +
    'SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME ' +
    'SYS_TTY_CONFIG WAKE_ALARM'
  ).split(' '),
)

export const capability = textKind({
  what: 'a Linux capability',
  family: 'name',
  example: 'NET_BIND_SERVICE',
  explain: 'A capability of capabilities(7) without `CAP_`, in upper case',
  pattern: [...CAPABILITIES].join('|'),
  find: (text) =>
    firstReason(
      [text.startsWith('CAP_'), 'Kubernetes writes it without `CAP_`'],
      [!CAPABILITIES.has(text) && CAPABILITIES.has(text.toUpperCase()), 'it is written in upper case'],
      [!CAPABILITIES.has(text), 'Linux has none of this name'],
    ),
  mend: (text) => {
    const plain = text.toUpperCase().replace(/^CAP_/, '')
    return CAPABILITIES.has(plain) ? plain : nearest(plain, CAPABILITIES)
  },
})

/** https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields, those that an environment variable can have. */
const POD_FIELDS = new Set(
  'metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs'.split(
    ' ',
  ),
)
const LABEL_FIELD = /^metadata\.(?:labels|annotations)\['[-A-Za-z0-9_./]{1,317}'\]$/

export const fieldPath = textKind({
  what: 'a field of the pod',
  family: 'name',
  example: 'metadata.name',
  explain: "A field that the downward API offers: `metadata.name`, `status.podIP`, `metadata.labels['KEY']`, …",
  find: (text) =>
    POD_FIELDS.has(text) || LABEL_FIELD.test(text) ? undefined : 'the downward API does not offer it to an environment variable',
  mend: (text) => nearest(text, POD_FIELDS),
})

export const metricName = textKind({
  what: 'the name of a metric',
  family: 'name',
  example: 'http_requests_per_second',
  explain: 'At most 253 letters, digits and `_ : . -`, with a letter, `_` or `:` first',
  pattern: '[A-Za-z_:][-A-Za-z0-9_:.]{0,252}',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-A-Za-z0-9_:.'),
      [!/^[A-Za-z_:]/.test(text), 'it does not start with a letter, `_` or `:`'],
      tooLong(text, 253),
    ),
})

export const indexName = textKind({
  what: 'the name of an index',
  family: 'name',
  example: 'shop-prod',
  explain:
    'At most 200 lower-case letters, digits and `- _ + .`, with a letter or digit first (an Elasticsearch index, with room for the day)',
  pattern: '[a-z0-9][-a-z0-9_+.]{0,199}',
  find: (text) =>
    firstReason(empty(text), strange(text, '-a-z0-9_+.'), [/^[-_+.]/.test(text), 'it starts with a sign'], tooLong(text, 200)),
  mend: (text) => text.toLowerCase(),
})

export const logField = textKind({
  what: 'a field of a record',
  family: 'name',
  example: 'level',
  explain: 'Names of letters, digits, `_`, `-` and `@`, with a `.` between those of nested records, at most 100 characters',
  pattern: '(?=.{1,100}$)[A-Za-z_@][-A-Za-z0-9_@]*(\\.[A-Za-z_@][-A-Za-z0-9_@]*)*',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, '-A-Za-z0-9_@.'),
      [true, 'a part of it is empty or starts with a digit or `-`'],
      tooLong(text, 100),
    ),
})

export const logWriter = textKind({
  what: 'a writer of logs',
  family: 'name',
  example: 'pay*',
  explain: 'The name of a service or of another container, at most 63 lower-case letters, digits and `-`; `*` stands for any of them',
  pattern: '[-a-z0-9*]{1,63}',
  find: (text) => firstReason(empty(text), strange(text, '-a-z0-9*'), tooLong(text, 63)),
  mend: (text) => text.toLowerCase(),
})

export const logText = textKind({
  what: 'a text for records',
  family: 'text',
  example: '[masked]',
  explain: 'At most 200 characters in one line, without `\\`, `${` and `#{`, which log agents would replace',
  find: (text) =>
    firstReason(
      [/[\0-\x1f\x7f]/.test(text), 'it has a control character'],
      [text.includes('\\'), 'it has a `\\`'],
      [/[$#]\{/.test(text), 'it has a `${` or `#{`, which log agents would replace'],
      tooLong(text, 200),
    ),
})

export const method = textKind({
  what: 'an HTTP method',
  family: 'text',
  example: 'GET',
  explain: 'A method of RFC 9110 or PATCH, in upper case',
  pattern: 'GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH',
  find: (text) => (/^(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH)$/.test(text) ? undefined : 'HTTP has none of this name'),
  mend: (text) => text.toUpperCase(),
})

export const headerName = textKind({
  what: 'the name of an HTTP header',
  family: 'text',
  example: 'X-User-Group',
  explain: "Letters, digits and `! # $ % & ' * + - . ^ _ | ~` (a token of RFC 9110)",
  pattern: "[-!#$%&'*+.^_`|~0-9A-Za-z]{1,256}",
  find: (text) => firstReason(empty(text), strange(text, "-!#$%&'*+.^_`|~0-9A-Za-z"), tooLong(text, 256)),
  mend: (text) => text.trim().replace(/:$/, ''),
})

export const timeZone = textKind({
  what: 'a time zone',
  family: 'text',
  example: 'Europe/Berlin',
  explain: 'A name of the IANA time zone database: `Etc/UTC`, `Europe/Berlin`',
  find: (text) =>
    firstReason(
      empty(text),
      [text === 'Local', 'the local time of a cluster is not known'],
      [!/^[A-Za-z]+(?:[-+_][A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:[-+_][A-Za-z0-9]+)*){0,2}$/.test(text), 'it does not look like `AREA/PLACE`'],
      tooLong(text, 64),
    ),
  mend: (text) => text.trim().replace(/\s+/g, '_'),
})

export const reason = textKind({
  what: 'a reason',
  family: 'text',
  example: 'The image of the vendor insists on it.',
  explain: 'One line of 10 to 500 characters, for the person who asks later',
  find: (text) =>
    firstReason(
      [/[\r\n]/.test(text.trimEnd()), 'it has more than one line'],
      [text.trim().length < 10, 'it says too little; write a sentence'],
      tooLong(text, 500),
    ),
})

export const ciphertext = textKind({
  what: 'a ciphertext',
  family: 'text',
  example: 'AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq',
  explain: 'What `kubeseal` printed for one key: base64 (RFC 4648)',
  find: (text) =>
    firstReason(empty(text), strange(text, 'A-Za-z0-9+/='), [
      !/^[A-Za-z0-9+/]{2,}={0,2}$/.test(text) || text.length % 4 !== 0,
      'it is no base64',
    ]),
})
