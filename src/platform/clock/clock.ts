/** The only source of the present moment (law 14). Instants are cut to microseconds, which is what PostgreSQL keeps. */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant().round({ smallestUnit: 'microsecond', roundingMode: 'floor' }),
}

/** A clock that stands still until it is moved; for tests and for simulated time. */
export class MovableClock implements Clock {
  #now: Temporal.Instant

  constructor(start: Temporal.Instant) {
    this.#now = start
  }

  now(): Temporal.Instant {
    return this.#now
  }

  moveTo(instant: Temporal.Instant): void {
    this.#now = instant
  }

  advance(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration)
  }
}
