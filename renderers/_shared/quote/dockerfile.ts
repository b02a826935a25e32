// https://docs.docker.com/reference/dockerfile/. The escape character is `\`, which is what it is without a directive.

/** Whether an instruction can say a text: an instruction ends with its line, whatever the quotes. */
export function isDockerfileText(text: string): boolean {
  return !/[\0\n\r]/.test(text)
}

/** The exec form of ENTRYPOINT, CMD and RUN: a JSON array, in which nothing is expanded. */
export function dockerfileExec(words: readonly string[]): string {
  return jsonArray(words)
}

/** The value of an ARG, ENV or LABEL, in double quotes: a `$` would be expanded there, a quote would end it. */
export function dockerfileValue(text: string): string {
  if (!isDockerfileText(text)) throw new Error('a Dockerfile value of several lines')
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`
}

/**
 * The paths of a COPY, in its JSON form: spaces are part of a path there, but `$`, quotes and `\` still mean something,
 * and a source is a pattern besides. The documentation's own way to say a sign of patterns is a class of one: `arr[[]0].txt`.
 */
export function dockerfileCopy(sources: readonly string[], target: string): string {
  return jsonArray([...sources.map((source) => path(source.replaceAll('\\', '\\\\').replace(/[*?[]/g, '[$&]'))), path(target)])
}

function path(text: string): string {
  return text.replace(/[\\"'$]/g, '\\$&')
}

function jsonArray(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

/**
 * A text as the content of a heredoc (`COPY <<'NAME' TARGET`), with a delimiter that no line of it is. The line break before the delimiter is its last one.
 */
export function dockerfileHeredoc(text: string, name: string): { readonly delimiter: string; readonly text: string } {
  const lines = new Set(text.split('\n'))
  let delimiter = name
  while (lines.has(delimiter)) delimiter += '_'
  return { delimiter, text: text.endsWith('\n') ? text.slice(0, -1) : text }
}
