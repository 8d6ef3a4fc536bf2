import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedCampaignDocuments } from '../read-campaign-document.ts'
import { type CampaignDocument, messageFor, reactionKinds } from './campaign-document.ts'
import { attemptsMade, dayOf, nextStep, type SequenceState, type StepContact } from './sequence.ts'

const documents = await shippedCampaignDocuments()
const recall = shipped('recall')
const reactivation = shipped('reactivation')
const zone = 'Europe/Warsaw'

function shipped(key: string): CampaignDocument {
  const found = documents.find((document) => document.key === key)
  if (found === undefined) throw new Error(`no ${key}`)
  return found
}

const instant = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant()

const fresh: SequenceState = {
  enrolledAt: instant('2026-11-01T06:00'),
  dueDate: Temporal.PlainDate.from('2027-01-30'),
  zone,
  hasFutureAppointment: false,
  usableChannels: ['sms', 'email'],
  contacts: [],
  reactions: [],
  now: instant('2026-11-01T06:00'),
}

function sent(stepKey: string, contactNumber: number, at: string): StepContact {
  return { stepKey, contactNumber, at: instant(at), outcome: 'sent' }
}

function described(document: CampaignDocument, state: Partial<SequenceState>): string {
  const next = nextStep(document, { ...fresh, ...state })
  switch (next.kind) {
    case 'contact':
      return `${next.step.key} by ${next.channel} on ${local(next.at)}`
    case 'wait':
      return `wait until ${local(next.until)} (${next.reason})`
    case 'end':
      return `end: ${next.reason}`
  }
}

function local(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

describe('the recall sequence', () => {
  const invited = sent('invitation', 0, '2026-12-31T09:30')
  const emailed = sent('invitation', 1, '2027-01-04T09:30')
  const reminded = sent('reminder', 0, '2027-01-19T09:30')

  it.each<[string, Partial<SequenceState>, string]>([
    ['starts with education by e-mail 75 days before', {}, 'education by email on 2026-11-16 09:00'],
    [
      'leaves education out when it would come too late',
      { now: instant('2026-12-20T12:00') },
      'invitation by sms on 2026-12-31 09:30',
    ],
    [
      'invites 30 days before, after education',
      { contacts: [sent('education', 0, '2026-11-16T09:00')], now: instant('2026-11-17T09:00') },
      'invitation by sms on 2026-12-31 09:30',
    ],
    [
      'keeps the first gap after a late education',
      { contacts: [sent('education', 0, '2026-12-20T09:00')], now: instant('2026-12-21T09:00') },
      'invitation by sms on 2027-01-04 09:30',
    ],
    [
      'prefers e-mail for who prefers it',
      { usableChannels: ['email', 'sms'], now: instant('2027-01-01T00:00') },
      'invitation by email on 2027-01-01 09:30',
    ],
    [
      'invites at once whoever is found overdue',
      { now: instant('2027-03-01T12:13') },
      'invitation by sms on 2027-03-01 12:13',
    ],
    ['waits for the morning', { now: instant('2027-03-01T18:30') }, 'invitation by sms on 2027-03-02 09:30'],
    [
      'follows a silent SMS with an e-mail',
      { contacts: [invited], now: instant('2027-01-01T00:00') },
      'invitation by email on 2027-01-04 09:30',
    ],
    [
      'follows a failed SMS with an e-mail at once',
      { contacts: [{ ...invited, outcome: 'failed' }], now: instant('2026-12-31T09:31') },
      'invitation by email on 2026-12-31 09:31',
    ],
    [
      'waits for an open contact to be decided',
      { contacts: [{ ...invited, outcome: 'open' }], now: instant('2026-12-31T09:31') },
      'wait until 2027-01-01 09:31 (open_contact)',
    ],
    [
      'counts what stayed undecided for a week as sent',
      { contacts: [{ ...invited, outcome: 'open' }], now: instant('2027-01-07T09:30') },
      'invitation by email on 2027-01-07 09:30',
    ],
    [
      'has nothing to remind of when no invitation went out',
      {
        contacts: [
          sent('education', 0, '2026-11-16T09:00'),
          { ...invited, outcome: 'failed' },
          { ...emailed, outcome: 'failed' },
        ],
        now: instant('2027-01-05T00:00'),
      },
      'end: exhausted',
    ],
    [
      'does not invite more than three months after the date',
      { now: instant('2027-05-01T00:00') },
      'end: nothing_to_send',
    ],
    [
      'reminds once, after the first gap',
      { contacts: [invited, emailed], now: instant('2027-01-04T09:31') },
      'reminder by sms on 2027-01-19 09:30',
    ],
    [
      'is silent after three attempts',
      { contacts: [invited, emailed, reminded], now: instant('2027-01-20T00:00') },
      'wait until 2027-02-18 00:00 (silence)',
    ],
    [
      'and then lets go',
      { contacts: [invited, emailed, reminded], now: instant('2027-02-18T00:00') },
      'end: exhausted',
    ],
    [
      'does not ask again who answered',
      {
        contacts: [invited],
        reactions: [{ kind: 'postponed', at: instant('2026-12-31T12:00') }],
        now: instant('2027-01-01T00:00'),
      },
      'wait until 2027-01-30 00:00 (silence)',
    ],
    [
      'ends with a booking',
      { contacts: [invited], reactions: [{ kind: 'booked', at: instant('2026-12-31T12:00') }] },
      'end: booked',
    ],
    [
      'ends with an opt-out',
      { reactions: [{ kind: 'opted_out', at: instant('2026-12-31T12:00') }] },
      'end: opted_out',
    ],
    [
      'educates who has already booked',
      { hasFutureAppointment: true },
      'education by email on 2026-11-16 09:00',
    ],
    [
      'but does not invite them',
      { hasFutureAppointment: true, now: instant('2027-01-02T00:00') },
      'end: nothing_to_send',
    ],
    ['has nothing for who cannot be reached', { usableChannels: [] }, 'end: nothing_to_send'],
  ])('%s', (_, state, expected) => {
    expect(described(recall, state)).toBe(expected)
  })
})

describe('the reactivation', () => {
  const invited = sent('invitation', 0, '2026-11-02T09:30')

  it.each<[string, Partial<SequenceState>, string]>([
    ['begins on the day of enrolment', {}, 'invitation by sms on 2026-11-01 09:30'],
    [
      'reminds after two weeks',
      { contacts: [invited], now: instant('2026-11-02T09:31') },
      'reminder by sms on 2026-11-16 09:30',
    ],
    [
      'never sends a second reminder',
      { contacts: [invited, sent('reminder', 0, '2026-11-16T09:30')], now: instant('2026-11-17T00:00') },
      'wait until 2026-12-16 00:00 (silence)',
    ],
    [
      'sends no reminder of an invitation that never went out',
      {
        contacts: [
          { ...invited, outcome: 'failed' },
          { ...invited, contactNumber: 1, outcome: 'refused' },
        ],
        now: instant('2026-11-03T00:00'),
      },
      'end: nothing_to_send',
    ],
  ])('%s', (_, state, expected) => {
    expect(described(reactivation, state)).toBe(expected)
  })

  it('speaks to each band in its own words, and the situation outweighs the band', () => {
    const [invitation] = reactivation.steps
    if (invitation === undefined) throw new Error('no step')
    expect(messageFor(invitation, { band: 'inactive_24_plus', situation: null })).toBe(
      'reactivation_inactive_24_plus',
    )
    expect(messageFor(invitation, { band: 'overdue_3_6', situation: 'unfinished_treatment' })).toBe(
      'reactivation_unfinished_treatment',
    )
    expect(messageFor(invitation, { band: null, situation: null })).toBe('reactivation_inactive_12_18')
  })
})

const journeys = fc.record({
  document: fc.constantFrom(recall, reactivation),
  startDay: fc.integer({ min: -100, max: 120 }),
  minute: fc.integer({ min: 0, max: 1439 }),
  channels: fc.shuffledSubarray(['sms', 'email'] as const),
  booked: fc.boolean(),
  outcomes: fc.array(fc.constantFrom('sent' as const, 'failed' as const, 'refused' as const), {
    minLength: 8,
    maxLength: 8,
  }),
  delays: fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 8, maxLength: 8 }),
  reaction: fc.option(
    fc.record({ after: fc.integer({ min: 0, max: 6 }), kind: fc.constantFrom(...reactionKinds) }),
  ),
})

interface Journey {
  readonly contacts: readonly StepContact[]
  readonly end: string
}

/** Lives through one enrolment: contacts happen late by the given minutes, with the given outcomes. */
function live(plan: typeof journeys extends fc.Arbitrary<infer J> ? J : never): Journey {
  const due = Temporal.PlainDate.from('2027-03-20')
  const start = due
    .add({ days: plan.startDay })
    .toZonedDateTime(zone)
    .add({ minutes: plan.minute })
    .toInstant()
  let state: SequenceState = {
    ...fresh,
    enrolledAt: start,
    dueDate: plan.document.kind === 'recall' ? due : null,
    usableChannels: plan.channels,
    hasFutureAppointment: plan.booked,
    now: start,
  }
  for (let round = 0; round < 30; round += 1) {
    const next = nextStep(plan.document, state)
    if (next.kind === 'end') return { contacts: state.contacts, end: next.reason }
    if (next.kind === 'wait') {
      state = { ...state, now: next.until }
      continue
    }
    expect(nextStep(plan.document, { ...state, now: next.at })).toEqual(next)
    const count = state.contacts.length
    const contact = {
      stepKey: next.step.key,
      contactNumber: next.contactNumber,
      at: next.at,
      outcome: plan.outcomes[count] ?? 'sent',
    }
    const reacts = plan.reaction !== null && plan.reaction.after === count
    state = {
      ...state,
      contacts: [...state.contacts, contact],
      reactions: reacts && plan.reaction ? [{ kind: plan.reaction.kind, at: next.at }] : state.reactions,
      now: next.at.add({ minutes: plan.delays[count] ?? 0 }),
    }
    expect(attemptsMade(plan.document, state)).toBeLessThanOrEqual(plan.document.caps.maxAttempts)
  }
  throw new Error('chased for ever')
}

describe('whatever happens on the way', () => {
  it('every journey ends, within the attempts allowed, and replanning changes nothing', () => {
    fc.assert(
      fc.property(journeys, (plan) => void live(plan)),
      { numRuns: 300 },
    )
  })

  it('no step goes out twice by one channel, and none before its offset', () => {
    fc.assert(
      fc.property(journeys, (plan) => {
        const { contacts } = live(plan)
        const keys = contacts.map(({ stepKey, contactNumber }) => `${stepKey}:${contactNumber}`)
        expect(new Set(keys).size).toBe(keys.length)
        for (const contact of contacts) {
          const step = plan.document.steps.find(({ key }) => key === contact.stepKey)
          if (step?.anchor !== 'due') continue
          const earliest = Temporal.PlainDate.from('2027-03-20').add({ days: step.days })
          expect(Temporal.PlainDate.compare(dayOf(contact.at, zone), earliest)).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('asking steps keep their distance from the one before', () => {
    fc.assert(
      fc.property(journeys, (plan) => {
        const sentOnes = live(plan).contacts.filter(({ outcome }) => outcome === 'sent')
        sentOnes.forEach((contact, index) => {
          const before = sentOnes[index - 1]
          if (before === undefined || before.stepKey === contact.stepKey) return
          const gap = dayOf(before.at, zone).until(dayOf(contact.at, zone)).days
          expect(gap).toBeGreaterThanOrEqual(plan.document.caps.firstGapDays)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('who has a time is never invited', () => {
    fc.assert(
      fc.property(journeys, (plan) => {
        const { contacts } = live({ ...plan, booked: true })
        expect(contacts.every(({ stepKey }) => stepKey === 'education')).toBe(true)
      }),
    )
  })
})
