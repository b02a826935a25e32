/** A time as `timeout` takes it. */
export interface Time {
  readonly time: number
  readonly unit: 'SECONDS' | 'MINUTES'
}

/** In minutes where that says the same. Jenkins takes whole numbers. */
export function timeOf(seconds: number): Time {
  const whole = Math.max(1, Math.ceil(seconds))
  return whole % 60 === 0 ? { time: whole / 60, unit: 'MINUTES' } : { time: whole, unit: 'SECONDS' }
}
