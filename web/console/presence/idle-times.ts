/** What is known about the end of this session; milliseconds of one clock. */
export interface IdleTimes {
  readonly limit: number
  readonly lastActAt: number
  /** What the server said when it was last asked; it may know of another tab. */
  readonly serverEndsAt: number
}

const warningMilliseconds = 60_000

/** `here`: nothing to say until `forMilliseconds` have passed. `ending`: to be warned. `over`: the server is asked. */
export type IdlePhase =
  | { readonly name: 'here'; readonly forMilliseconds: number }
  | { readonly name: 'ending'; readonly secondsLeft: number }
  | { readonly name: 'over' }

export function idlePhase(times: IdleTimes, now: number): IdlePhase {
  const left = Math.max(times.lastActAt + times.limit, times.serverEndsAt) - now
  if (left > warningMilliseconds) return { name: 'here', forMilliseconds: left - warningMilliseconds }
  return left > 0 ? { name: 'ending', secondsLeft: Math.ceil(left / 1000) } : { name: 'over' }
}
