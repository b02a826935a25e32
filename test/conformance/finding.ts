/** What a judge found. */
export interface Finding {
  readonly judge: string
  readonly rule: string
  /** The object (`Deployment/shop/cart`) or the file it is about. */
  readonly where: string
  readonly message: string
}

/** A finding that the output itself says to accept. */
export interface Waived extends Finding {
  /** Why, as the output says; empty when it does not. */
  readonly reason: string
}

/** What a judge says of a set of files: what is wrong, and what is wrong but accepted. */
export interface Verdict {
  readonly findings: readonly Finding[]
  readonly waived: readonly Waived[]
}

/** One line for each finding, to compare with none. */
export function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ judge, rule, where, message }) => `${judge} ${rule} ${where}: ${message}`)
}
