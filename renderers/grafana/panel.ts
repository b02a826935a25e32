/** A query of a panel: an expression of PromQL, and how its series are called in the legend. */
export interface Query {
  readonly expr: string
  readonly legend: string
}

/** From which value on which colour, the lowest without a value. */
export type Steps = readonly (readonly [colour: string, from: number | null])[]

/** What a panel shows, and how wide and high it is on a grid of 24 columns. */
export interface Panel {
  readonly type: 'timeseries' | 'stat' | 'table'
  readonly title: string
  readonly description: string
  /** https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
  readonly unit: string
  readonly queries: readonly Query[]
  readonly steps: Steps
  readonly width: number
  readonly height: number
  /** Whether its lines are laid on top of one another. */
  readonly stacked: boolean
}

/** Panels under a heading. */
export interface Row {
  readonly title: string
  readonly panels: readonly Panel[]
}

/** A query. */
export function query(expr: string, legend: string): Query {
  return { expr, legend }
}

const NEUTRAL: Steps = [['green', null]]

/** Lines over time, half as wide as the dashboard. */
export function lines(
  title: string,
  unit: string,
  queries: readonly Query[],
  more: Partial<Pick<Panel, 'steps' | 'width' | 'stacked' | 'description'>> = {},
): Panel {
  return { type: 'timeseries', title, description: '', unit, queries, steps: NEUTRAL, width: 12, height: 8, stacked: false, ...more }
}

/** One number, a sixth as wide as the dashboard. */
export function number(title: string, unit: string, one: Query, more: Partial<Pick<Panel, 'steps' | 'width' | 'description'>> = {}): Panel {
  return { type: 'stat', title, description: '', unit, queries: [one], steps: NEUTRAL, width: 4, height: 4, stacked: false, ...more }
}

/** Alerts that are raised. */
export function alerts(title: string, expr: string): Panel {
  return {
    type: 'table',
    title,
    description: 'Alerts that are raised now.',
    unit: 'short',
    queries: [query(expr, '')],
    steps: NEUTRAL,
    width: 24,
    height: 6,
    stacked: false,
  }
}

/** Good below the first bound, bad from the second on. */
export function worseFrom(warning: number, bad: number): Steps {
  return [
    ['green', null],
    ['orange', warning],
    ['red', bad],
  ]
}

/** Bad below a bound. */
export function betterFrom(good: number): Steps {
  return [
    ['red', null],
    ['green', good],
  ]
}
