/** Wrong dates of birth after which an address has to wait (facts: at most five tries per token and per address). */
const mostTries = 5
const waitMinutes = 15
/** More addresses than this at once is an attack; the oldest are forgotten first, and every link has its own limit. */
const mostAddresses = 50_000

/** Counts wrong dates per address, in this process alone: a link's own limit holds across processes. */
export interface WrongTries {
  readonly isBlocked: (address: string, now: Temporal.Instant) => boolean
  readonly note: (address: string, now: Temporal.Instant) => void
}

export function countWrongTries(): WrongTries {
  const counts = new Map<string, { readonly count: number; readonly until: number }>()
  const countOf = (address: string, now: Temporal.Instant): number => {
    const known = counts.get(address)
    if (known === undefined || known.until <= now.epochMilliseconds) return 0
    return known.count
  }
  return {
    isBlocked: (address, now) => countOf(address, now) >= mostTries,
    note: (address, now) => {
      const count = countOf(address, now) + 1
      counts.delete(address)
      counts.set(address, { count, until: now.epochMilliseconds + waitMinutes * 60_000 })
      const oldest = counts.keys().next()
      if (counts.size > mostAddresses && oldest.done !== true) counts.delete(oldest.value)
    },
  }
}
