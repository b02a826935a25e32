/**
 * What Helm takes out of everything that a template writes, wherever it comes from: it is how Go prints a value that is not there.
 * https://github.com/helm/helm/blob/main/pkg/engine/engine.go
 */
export const ERASED = '<no value>'

/** Whether Helm would take something out of a text. Half of it counts too: the rest could be put beside it. */
export function isErased(text: string): boolean {
  return text.includes('<no')
}
