import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, type GateFacts } from '../../outreach/rules/gate.ts'
import { replayDecision } from './replay-decision.ts'

const instant = fc
  .integer({ min: 0, max: 365 * 24 * 3600 })
  .map((seconds) => Temporal.Instant.from('2026-01-01T00:00:00Z').add({ seconds }))

/** Facts as the gate may find them, mostly clear so that long traces occur too. */
const rarely = fc.boolean().chain((first) => fc.boolean().map((second) => first && second))

const facts: fc.Arbitrary<GateFacts> = fc.record({
  now: instant,
  isInvitation: fc.boolean(),
  isReply: rarely,
  expiresAt: instant,
  ownWording: fc.constantFrom(null, 'campaign:1@1', 'campaign:0198@12'),
  stream: fc.constantFrom('running', 'running', 'running', 'paused', 'ended'),
  recallType: fc.constantFrom(null, 'on', 'on', 'off'),
  account: fc.constantFrom('active', 'active', 'active', 'paused', 'ended'),
  linkLeadsNowhere: rarely,
  isDeceased: rarely,
  isMerged: rarely,
  hasLeft: rarely,
  safeContact: fc.constantFrom('normal', 'normal', 'confidential', 'none'),
  addressIsInvalid: rarely,
  hasOptedOut: rarely,
  consentNeeded: fc.constantFrom('notice', 'express', 'written', 'never'),
  consent: fc.constantFrom('given', 'given', 'given', 'withdrawn', 'expired', 'missing'),
  visitAheadAt: fc.option(instant, { freq: 3 }),
  appointmentIsLive: fc.constantFrom(null, true, false),
  capFreeAt: fc.option(instant),
  contactLimit: fc.option(
    fc.record({
      rule: fc.constant({
        contacts: 3,
        withinHours: 24,
        source: 'a law',
        verifiedOn: null,
        status: 'secondary',
      }),
      freeAt: fc.option(instant),
    }),
  ),
  quietUntil: fc.option(instant),
  sourceIsStale: rarely,
})

describe('a stored decision', () => {
  it('is the same when its trace is decided again', () => {
    fc.assert(
      fc.property(facts, (found) => {
        const first = decide(found)
        const stored: typeof first.trace = JSON.parse(JSON.stringify(first.trace))
        const again = replayDecision(stored, found.now)
        expect(again).toMatchObject({ outcome: first.outcome, reason: first.reason, trace: stored })
        if (first.outcome === 'hold' && again?.outcome === 'hold') expect(again.until).toEqual(first.until)
      }),
      { numRuns: 2000 },
    )
  })

  it('is not believed when somebody changed what was decided', () => {
    const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
    const trace = [
      { check: 'deceased', passed: true, fact: 'no' },
      { check: 'merged', passed: true, fact: 'no' },
      { check: 'left_clinic', passed: true, fact: 'no' },
      { check: 'no_contact_wanted', passed: true, fact: 'normal' },
      { check: 'opted_out', passed: false, fact: 'yes' },
    ] as const
    expect(replayDecision(trace, now)).toMatchObject({ outcome: 'exit', reason: 'opted_out' })
    expect(
      replayDecision(
        trace.map((check) => ({ ...check, fact: 'no' })),
        now,
      )?.outcome,
    ).not.toBe('exit')
  })

  it('without a text is a skip, and a trace of something else is not replayed', () => {
    const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
    expect(replayDecision([{ check: 'no_text', passed: false, fact: 'no_variant' }], now)).toMatchObject({
      outcome: 'skip',
      reason: 'no_text',
    })
    expect(replayDecision([], now)).toBeNull()
  })
})
