import { nearest } from '../../diagnostics/suggest.ts'

/** https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes What an expression can ask of a request. Undefined: whatever follows the dot. */
const ATTRIBUTES: { readonly [root: string]: readonly string[] | undefined } = {
  request:
    'path url_path host scheme method headers referer useragent time id protocol query duration size total_size headers_bytes cookies'.split(
      ' ',
    ),
  response: 'code code_details flags grpc_status headers trailers size total_size backend_latency duration'.split(' '),
  source: ['address', 'port'],
  destination: ['address', 'port'],
  connection:
    'id mtls requested_server_name tls_version subject_local_certificate subject_peer_certificate dns_san_local_certificate dns_san_peer_certificate uri_san_local_certificate uri_san_peer_certificate sha256_peer_certificate_digest transport_failure_reason termination_details'.split(
      ' ',
    ),
  upstream:
    'address port tls_version subject_local_certificate subject_peer_certificate dns_san_local_certificate dns_san_peer_certificate uri_san_local_certificate uri_san_peer_certificate sha256_peer_certificate_digest local_address transport_failure_reason request_attempt_count cx_pool_ready_duration locality num_endpoints'.split(
      ' ',
    ),
  xds: 'node cluster_name cluster_metadata listener_direction listener_metadata route_name route_metadata virtual_host_name virtual_host_metadata upstream_host_metadata upstream_host_locality_metadata filter_chain_name'.split(
    ' ',
  ),
  metadata: undefined,
  filter_state: undefined,
  upstream_filter_state: undefined,
  plugin_name: [],
  plugin_root_id: [],
  plugin_vm_id: [],
}

const WORDS: readonly string[] = ['true', 'false', 'null', 'in', 'has']

/** What is wrong with an expression of CEL, as far as a look tells: `what` stands in it, and `instead` would be a likely repair. */
export interface Doubt {
  readonly what: string
  readonly reason: 'attribute' | 'bracket' | 'assignment'
  readonly instead: string | undefined
}

/**
 * The first doubt about an expression, or undefined. Not a parser: names that a macro (`exists`, `all`, …) makes up are not known apart, so that an
 * expression with one is only looked at for its brackets.
 */
export function doubtOf(expression: string): Doubt | undefined {
  const text = expression.replace(/r?"(?:\\.|[^"\\])*"|r?'(?:\\.|[^'\\])*'/g, (literal) => `"${' '.repeat(literal.length - 2)}"`)
  const open = unclosed(text)
  if (open !== undefined) return { what: open, reason: 'bracket', instead: undefined }
  const assignment = /(?<![=!<>])=(?![=~])/.exec(text)
  if (assignment !== null)
    return {
      what: '=',
      reason: 'assignment',
      instead: `${expression.slice(0, assignment.index)}==${expression.slice(assignment.index + 1)}`,
    }
  if (/\.(?:exists|exists_one|all|map|filter)\(/.test(text)) return undefined
  for (const match of text.matchAll(/(?<![.\w"])([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?(\()?/g)) {
    const [, root = '', member, call] = match
    if (WORDS.includes(root) || (call !== undefined && member === undefined)) continue
    if (!Object.hasOwn(ATTRIBUTES, root)) return wrong(root, nearest(root, Object.keys(ATTRIBUTES)), match.index, expression)
    const members = ATTRIBUTES[root]
    if (members === undefined || member === undefined || call !== undefined || members.includes(member)) continue
    return wrong(member, nearest(member, members), match.index + root.length + 1, expression, `${root}.`)
  }
  return undefined
}

function wrong(name: string, near: string | undefined, index: number, expression: string, before = ''): Doubt {
  return {
    what: before + name,
    reason: 'attribute',
    instead: near === undefined ? undefined : expression.slice(0, index) + near + expression.slice(index + name.length),
  }
}

const PAIRS: { readonly [close: string]: string } = { ')': '(', ']': '[', '}': '{' }

/** A bracket without its other half, or a quote. */
function unclosed(text: string): string | undefined {
  const stack: string[] = []
  for (const char of text.replace(/" *"/g, '')) {
    if (char === '"' || char === "'") return char
    if ('([{'.includes(char)) stack.push(char)
    else if (PAIRS[char] !== undefined && stack.pop() !== PAIRS[char]) return char
  }
  return stack.at(-1)
}
