import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedCampaignDocuments } from '../read-campaign-document.ts'
import { type AppointmentState, nextAppointmentStep } from './appointment-stream.ts'

const steps = (await shippedCampaignDocuments()).flatMap((document) => document.appointmentSteps)
const zone = 'Europe/Warsaw'
const instant = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant()

const booked: AppointmentState = {
  startsAt: instant('2026-11-26T10:00'),
  endsAt: instant('2026-11-26T10:30'),
  bookedAt: instant('2026-10-01T12:00'),
  zone,
  status: 'booked',
  usableChannels: ['sms', 'email'],
  contacts: [],
  now: instant('2026-11-01T12:00'),
}

const confirmAsked = {
  stepKey: 'confirm',
  contactNumber: 0,
  at: instant('2026-11-19T09:00'),
  outcome: 'sent',
} as const
const askedAgain = {
  stepKey: 'confirm_again',
  contactNumber: 0,
  at: instant('2026-11-23T09:00'),
  outcome: 'sent',
} as const

function described(state: Partial<AppointmentState>): string {
  const next = nextAppointmentStep(steps, { ...booked, ...state })
  if (next.kind === 'none') return 'none'
  const when = next.at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  return `${next.step.key} by ${next.channel} on ${when.replace('T', ' ')}`
}

describe('the stream of a booked visit', () => {
  it.each<[string, Partial<AppointmentState>, string]>([
    ['asks to confirm seven days before', {}, 'confirm by sms on 2026-11-19 09:00'],
    [
      'asks again three days before if open',
      { contacts: [confirmAsked], now: instant('2026-11-19T10:00') },
      'confirm_again by sms on 2026-11-23 09:00',
    ],
    [
      'does not ask again once confirmed',
      { status: 'confirmed', contacts: [confirmAsked], now: instant('2026-11-19T10:00') },
      'day_before by sms on 2026-11-25 09:00',
    ],
    [
      'tells the details the day before',
      { contacts: [confirmAsked, askedAgain], now: instant('2026-11-23T10:00') },
      'day_before by sms on 2026-11-25 09:00',
    ],
    [
      'does not ask who booked this week to confirm',
      { bookedAt: instant('2026-11-20T12:00'), now: instant('2026-11-20T12:00') },
      'confirm_again by sms on 2026-11-23 09:00',
    ],
    [
      'says nothing to who booked for tomorrow',
      { bookedAt: instant('2026-11-25T08:00'), now: instant('2026-11-25T08:01') },
      'none',
    ],
    [
      'takes the other channel after a failure',
      { contacts: [{ ...confirmAsked, outcome: 'failed' }], now: instant('2026-11-19T09:05') },
      'confirm by email on 2026-11-19 09:05',
    ],
    [
      'writes the same day about a missed visit, an hour after its end',
      { status: 'missed', now: instant('2026-11-26T10:45') },
      'missed by sms on 2026-11-26 11:30',
    ],
    [
      'or the next morning when the day is over',
      {
        status: 'missed',
        startsAt: instant('2026-11-26T19:00'),
        endsAt: instant('2026-11-26T19:30'),
        now: instant('2026-11-26T19:40'),
      },
      'missed by sms on 2026-11-27 09:00',
    ],
    ['but not two days later', { status: 'missed', now: instant('2026-11-28T09:00') }, 'none'],
    ['is silent once the patient has arrived', { status: 'arrived' }, 'none'],
    ['is silent when it is over', { status: 'ended', now: instant('2026-11-26T12:00') }, 'none'],
  ])('%s', (_, state, expected) => {
    expect(described(state)).toBe(expected)
  })

  it('never contacts about a coming visit after it has begun, nor twice by one step', () => {
    const states = fc.record({
      hoursBefore: fc.integer({ min: -48, max: 24 * 20 }),
      bookedHoursBefore: fc.option(fc.integer({ min: 0, max: 24 * 60 })),
      status: fc.constantFrom('booked' as const, 'confirmed' as const),
    })
    fc.assert(
      fc.property(states, ({ hoursBefore, bookedHoursBefore, status }) => {
        const seen = new Set<string>()
        let state: AppointmentState = {
          ...booked,
          status,
          bookedAt:
            bookedHoursBefore === null ? null : booked.startsAt.subtract({ hours: bookedHoursBefore }),
          now: booked.startsAt.subtract({ hours: hoursBefore }),
        }
        for (
          let next = nextAppointmentStep(steps, state);
          next.kind === 'contact';
          next = nextAppointmentStep(steps, state)
        ) {
          expect(Temporal.Instant.compare(next.at, booked.startsAt)).toBeLessThan(0)
          expect(seen.has(next.step.key)).toBe(false)
          seen.add(next.step.key)
          const contact = {
            stepKey: next.step.key,
            contactNumber: next.contactNumber,
            at: next.at,
            outcome: 'sent' as const,
          }
          state = { ...state, contacts: [...state.contacts, contact], now: next.at }
        }
      }),
    )
  })
})
