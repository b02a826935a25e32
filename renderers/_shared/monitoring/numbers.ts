/** A share from 0 to 1 as people read it: `5%`, `0.1%`. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`
}

/** Seconds as people read them: `800ms`, `1.5s`. */
export function secondsText(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)}ms` : `${seconds}s`
}
