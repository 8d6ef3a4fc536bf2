// Automatic log-off (HIPAA 164.312(a)(2)(iii)).
// - A session ends once nobody has done anything in it for the limit, to the second; what ended is never revived.
// - Requests alone are no sign of a person: a browser says with each how long ago somebody last did something.
// - What a browser says may move the last sign of life forward, at most up to now, and never back.

/** The last sign of a person: as kept, or as a browser that asks at `now` tells it. */
export function lastActive(
  keptAt: Temporal.Instant,
  told: { readonly now: Temporal.Instant; readonly idleSeconds: number | null },
): Temporal.Instant {
  if (told.idleSeconds === null || told.idleSeconds < 0) return keptAt
  const toldAt = told.now.subtract({ seconds: told.idleSeconds })
  return Temporal.Instant.compare(toldAt, keptAt) > 0 ? toldAt : keptAt
}

/** Whole seconds until the session ends; zero: it has ended. */
export function secondsLeft(
  activeAt: Temporal.Instant,
  { now, limitMinutes }: { readonly now: Temporal.Instant; readonly limitMinutes: number },
): number {
  const left = now.until(activeAt.add({ minutes: limitMinutes })).total('seconds')
  return Math.max(0, Math.ceil(left))
}
