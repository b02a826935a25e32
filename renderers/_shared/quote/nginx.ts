/**
 * A text as one parameter of an nginx directive. In double quotes a space, `;`, `{` and `}` are themselves.
 * There is no way to write a `$` in a directive that expands variables; `location` and numbers do not.
 * https://nginx.org/en/docs/dev/development_guide.html#config_directives and ngx_conf_read_token
 */
export function nginxWord(text: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(text) ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`
}
