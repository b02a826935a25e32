/**
 * What looks like a secret. Two grounds: the text has the form of a known token, or the name of the field says that its value is secret.
 * Quick to say no: most texts are settled by one regular expression. All are linear.
 */

/** Forms that are secret wherever they stand, by what they are called. `(?<![\w-])` starts a token once, not at each of its letters. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/],
  ['an AWS access key', /(?<![\w-])(?:AKIA|ASIA)[A-Z0-9]{16}(?![\w-])/],
  ['a GitHub token', /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/],
  ['a GitLab token', /(?<![\w-])gl(?:pat|dt|rt|ptt|cbt)-[\w-]{20}/],
  ['a Slack token', /(?<![\w-])xox[abeoprs]-[\w-]{10}/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/T\w{1,20}\/B\w{1,20}\/\w/],
  ['a DingTalk webhook', /oapi\.dingtalk\.com\/robot\/send\?access_token=[0-9a-f]{32}/],
  ['a WeCom webhook', /qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]{16}/],
  ['a Google API key', /(?<![\w-])AIza[\w-]{35}/],
  ['a Stripe key', /(?<![\w-])[rs]k_live_\w{16}/],
  ['an npm token', /(?<![\w-])npm_[A-Za-z0-9]{36}/],
  ['a SonarQube token', /(?<![\w-])sq[uap]_[0-9a-f]{40}/],
  ['a SendGrid key', /(?<![\w-])SG\.[\w-]{22}\.[\w-]{22}/],
  ['a JSON web token', /(?<![\w-])eyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{8}/],
  ['a URL with a password', /:\/\/[^/?#\s:@]{0,256}:(?!["']?[$<{%*])[^/?#\s:@]{1,256}@/],
  ['a URL with a password', /[?&;](?:password|passwd|pwd|access_token|api_?key|client_secret)=(?!["']?[$<{%*])[^&;\s]/i],
  ['an option with a secret', /(?<![\w-])--?[a-z-]{0,40}(?:password|passwd|token|secret|api-?key)=(?!["']?[$<{%*/])\S/i],
  ['credentials for HTTP', /^(?:Authorization: ?)?(?:Basic|Bearer) [A-Za-z0-9+/=._-]{12}/],
]

/** Holds a piece of every form above. */
const HINT =
  /-----BEGIN|A[KS]IA|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|cbt)-|xox[abeoprs]-|hooks\.slack|dingtalk|weixin|AIza|k_live_|npm_|sq[uap]_|SG\.|eyJ|:\/\/|[?&;](?:[pP]|[aA]|[cC])|-(?:[a-z-]{0,40})(?:passw|token|secret|api)|Basic |Bearer /i

/** The form of a known token that the text has or holds, or undefined. */
export function secretForm(text: string): string | undefined {
  if (!HINT.test(text)) return undefined
  return FORMS.find(([, form]) => form.test(text))?.[0]
}

const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'passcode',
  'secret',
  'secrets',
  'token',
  'credential',
  'credentials',
  'apikey',
  'apitoken',
  'accesskey',
  'secretkey',
  'privatekey',
])
/** Words before `key` that make it a secret one. */
const KEYS = new Set(['api', 'access', 'secret', 'private', 'signing', 'encryption', 'master', 'session', 'auth', 'account', 'license'])
/** What a switch or a placeholder says. */
const PLAIN_VALUE =
  /^(?:|true|false|yes|no|on|off|none|null|undefined|enabled|disabled|required|optional|default|empty|\*+|x{3,}|<[^<>]*>|\d{1,3})$/i

/** Letters and digits in one long run, as generators make them. */
const RANDOM = /^(?=[^\d]{0,64}\d)(?=[^A-Za-z]{0,64}[A-Za-z])[A-Za-z0-9+/=_]{20,}$/

/** Whether a field of this name has a secret value. Only the end of the name counts: `TOKEN_ISSUER_URL` is a URL. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word))
  const last = words.at(-1) === 'value' ? words.at(-2) : words.at(-1)
  if (last === undefined) return false
  return SECRET_WORDS.has(last) || (last === 'key' && KEYS.has(words.at(-2) ?? ''))
}

/** Whether a text can be the secret that its field's name promises: no reference, no switch, no path, no URL, no name of an object. */
export function isSecretValue(text: string, name: string): boolean {
  if (PLAIN_VALUE.test(text) || /^\$[({]/.test(text) || text.includes('${') || /^(?:\/|\.{1,2}\/|[a-z][a-z0-9+.-]{0,20}:\/\/)/.test(text))
    return false
  if (RANDOM.test(text)) return true
  // In a name of many words a secret is a value; in a field of somebody's options it is as often the name of a Secret.
  return /^[A-Z0-9_]+$/.test(name) || !/^[a-z][a-z0-9]*(?:[-./][a-z0-9]+)*$/.test(text) || /pass|pwd/i.test(name)
}

/** What a text looks like when the name of its field promises a secret. */
export function promised(text: string, name: string | undefined): string | undefined {
  return name !== undefined && isSecretName(name) && isSecretValue(text, name) ? `the secret that \`${name}\` promises` : undefined
}

/** The name under which a value stands: the nearest key above it that is a name and no word such as `value`. */
export function nameOf(path: readonly (string | number)[]): string | undefined {
  return path.findLast((segment): segment is string => typeof segment === 'string' && segment !== 'value' && segment !== 'text')
}

/** A secret is never printed, not even in part. */
export const HIDDEN = '•••'
