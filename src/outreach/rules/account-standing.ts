// How an account stands for the people of the clinic: what they chose (pause, end), else what the worker found.
// - What was chosen is said first; a connection that fails is told beside a pause, because resuming would not send.
// - An old word of the worker is none: what sends messages may have stopped, and then nothing here is sure.

import type { AccountTrouble } from './account-trouble.ts'

export const accountStandings = [
  'open',
  'connecting',
  'failing',
  'unopened',
  'unseen',
  'paused',
  'ended',
] as const
export type AccountStanding = (typeof accountStandings)[number]

export interface FoundHealth {
  readonly state: 'ready' | 'connecting' | 'failing' | 'unopened'
  readonly trouble: AccountTrouble | null
  /** Of the state. */
  readonly since: Temporal.Instant
  readonly seenAt: Temporal.Instant
}

export interface StandingFacts {
  readonly state: 'active' | 'paused' | 'ended'
  readonly createdAt: Temporal.Instant
  /** What the worker found last; null: it never looked. */
  readonly health: FoundHealth | null
  readonly now: Temporal.Instant
}

export interface JudgedAccount {
  readonly standing: AccountStanding
  readonly trouble: AccountTrouble | null
  /** Since when it stands so, where that is known. */
  readonly since: Temporal.Instant | null
}

/** The worker says it again every other minute (0037). */
const wordHoldsMinutes = 5
/** A new account is looked at within seconds; until then it is no news that nobody did. */
const newMinutes = 1

export function judgeAccount({ state, createdAt, health, now }: StandingFacts): JudgedAccount {
  if (state === 'ended') return { standing: 'ended', trouble: null, since: null }
  const isHeard = health !== null && minutesSince(health.seenAt, now) < wordHoldsMinutes
  const trouble = isHeard ? health.trouble : null
  if (state === 'paused') return { standing: 'paused', trouble, since: null }
  if (!isHeard) {
    const isNew = health === null && minutesSince(createdAt, now) < newMinutes
    return { standing: isNew ? 'connecting' : 'unseen', trouble: null, since: health?.seenAt ?? null }
  }
  return { standing: health.state === 'ready' ? 'open' : health.state, trouble, since: health.since }
}

function minutesSince(at: Temporal.Instant, now: Temporal.Instant): number {
  return at.until(now).total('minutes')
}
