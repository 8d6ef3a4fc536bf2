import { expect, test } from 'vitest'
import { type CycleFacts, nextStep, type OutreachFacts } from './next-step.ts'

const at = Temporal.Instant.from('2026-11-26T09:00:00Z')
const on = Temporal.PlainDate.from('2026-12-24')

const free: CycleFacts = {
  silence: null,
  pausedUntil: null,
  bookedAt: null,
  isUnclear: false,
}
const active = { state: 'active', isHoldOut: false, nextAt: at, held: null } as const
const everything: OutreachFacts = {
  waitingThreadId: 'thread',
  message: { channel: 'sms', at },
  enrolment: { ...active, isHoldOut: true, held: { reason: 'no_consent', until: null } },
}

test.each<[string, CycleFacts, OutreachFacts, object]>([
  [
    'who is recalled elsewhere stands before all',
    { silence: { kind: 'co_managed', recalledBy: 'dr Lis' }, pausedUntil: on, bookedAt: at, isUnclear: true },
    everything,
    { kind: 'silent', silence: 'co_managed', recalledBy: 'dr Lis' },
  ],
  [
    'then a pause',
    { ...free, pausedUntil: on, bookedAt: at, isUnclear: true },
    everything,
    { kind: 'resumes', on },
  ],
  [
    'then the visit',
    { ...free, bookedAt: at, isUnclear: true },
    everything,
    { kind: 'visit', at, isUnclear: true },
  ],
  ['then who waits for an answer', free, everything, { kind: 'answer', threadId: 'thread' }],
  [
    'then a written message',
    free,
    { ...everything, waitingThreadId: null },
    { kind: 'message', channel: 'sms', at },
  ],
  ['then the hold-out', free, { ...everything, waitingThreadId: null, message: null }, { kind: 'hold_out' }],
])('%s', (...[, cycle, outreach, step]) => {
  expect(nextStep(cycle, outreach)).toEqual(step)
})

test('a campaign that waits says why and until when', () => {
  const held = (until: Temporal.Instant | null) => ({
    waitingThreadId: null,
    message: null,
    enrolment: { ...active, held: { reason: 'quiet_hours', until } },
  })
  const later = at.add({ hours: 3 })
  expect(nextStep(free, held(later))).toEqual({ kind: 'held', reason: 'quiet_hours', at: later })
  expect(nextStep(free, held(null))).toEqual({ kind: 'held', reason: 'quiet_hours', at })
})

test('without anything in hand nothing happens, after a campaign it is said how it ended', () => {
  const none = { waitingThreadId: null, message: null, enrolment: null }
  expect(nextStep(free, none)).toEqual({ kind: 'nothing' })
  expect(nextStep(free, { ...none, enrolment: active })).toEqual({ kind: 'planned', at })
  expect(nextStep(free, { ...none, enrolment: { ...active, nextAt: null } })).toEqual({ kind: 'nothing' })
  expect(nextStep(free, { ...none, enrolment: { ...active, state: 'exhausted' } })).toEqual({
    kind: 'over',
    state: 'exhausted',
  })
})
