/**
 * A version as SemVer 2, which Helm asks for: `1.4.0` and `v1.4` are one already or nearly; anything else, such as a branch, becomes a pre-release of 0.0.0.
 * https://semver.org/#backusnaur-form-grammar-for-valid-semver-versions
 */
export function chartVersion(version: string | undefined): string {
  if (version === undefined) return '0.1.0'
  const [, major, minor = '0', patch = '0', rest = ''] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:[-+].*)?)$/.exec(version) ?? []
  if (major === undefined) return `0.0.0-${identifiers(version)}`
  const core = [major, minor, patch].map((part) => part.replace(/^0+(?=\d)/, '')).join('.')
  return rest === '' ? core : `${core}-${identifiers(rest.slice(1))}`
}

/** What may stand behind the `-`: no empty part, and no number with a leading zero. */
function identifiers(text: string): string {
  const parts = text.split('.').map((part) => part.replace(/[^0-9A-Za-z-]/g, '-'))
  return parts.map((part) => (part === '' ? 'x' : /^0\d+$/.test(part) ? `x${part}` : part)).join('.')
}
