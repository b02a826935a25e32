/** A text of PromQL. https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals */
export function promqlString(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`
}

/** An expression of RE2 that matches one of these texts and nothing else. */
export function promqlAnyOf(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')).join('|')
}
