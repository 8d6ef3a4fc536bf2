import fc from 'fast-check'
import type { EnrolmentFact } from '../../src/campaigns/rules/criteria/campaign-answer.ts'
import type { GeoPoint, SafeContact } from '../../src/campaigns/rules/criteria/criterion.ts'
import type { Language } from '../../src/platform/rules/language.ts'
import type { DriftReason } from '../../src/recall/rules/drift-reasons.ts'
import type { Sex } from '../../src/recall/rules/recall-rule.ts'

// People for the question whether criteria say the same in SQL and as a rule: everything that can be on record, around the
// edges at which criteria change their answer. Things of the clinic are named by number: service 0, provider 1, place 2.

export const now = Temporal.Instant.from('2026-11-22T10:00:00Z')

export interface RawVisit {
  readonly status: string
  readonly endedAt: Temporal.Instant | null
  readonly service: number | null
  readonly provider: number | null
  readonly location: number | null
  readonly valueMinor: number | null
  readonly isEmergency: boolean
}

export interface RawAppointment {
  readonly state: 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'
  readonly startsAt: Temporal.Instant
  readonly heldUntil: Temporal.Instant | null
  readonly service: number | null
  readonly provider: number | null
  readonly location: number | null
  /** Of a kept one: the visit that it became, which ended earlier and says by itself what it was. */
  readonly visit: RawVisit | null
}

export interface RawContact {
  readonly kind: 'phone' | 'email'
  readonly use: 'mobile' | 'home'
  readonly rank: number
  readonly isValid: boolean
  readonly hasEnded: boolean
}

export interface RawConsent {
  /** Which of the contacts, and whether it is said of the patient or of whoever is reached there. */
  readonly contact: number
  readonly isOfPatient: boolean
  readonly channel: 'sms' | 'email' | 'any'
  readonly purpose: 'care_recall' | 'marketing' | 'all'
  readonly state: 'given' | 'withdrawn'
  readonly method: 'import' | 'front_desk'
  readonly at: Temporal.Instant
  readonly expiresAt: Temporal.Instant | null
}

/** One record of a practice system; facts of a person are spread over several where records were merged. */
export interface RawRecord {
  readonly visits: readonly RawVisit[]
  readonly appointments: readonly RawAppointment[]
  readonly conditions: readonly {
    readonly code: string | null
    readonly recordedAt: Temporal.Instant | null
    readonly abatedAt: Temporal.Instant | null
  }[]
  readonly items: readonly {
    readonly state: 'open' | 'done' | 'cancelled'
    readonly planStatus: string | null
  }[]
  readonly procedures: readonly { readonly status: string; readonly performedAt: Temporal.Instant | null }[]
  readonly coverageEnds: readonly (Temporal.PlainDate | null)[]
  readonly enrolments: readonly (EnrolmentFact & {
    readonly campaign: number
    readonly enrolledAt: Temporal.Instant
  })[]
  readonly tags: readonly { readonly tag: string; readonly hasEnded: boolean }[]
}

export interface RawPerson {
  readonly birthDate: Temporal.PlainDate | null
  readonly sex: Sex
  readonly language: Language | null
  readonly postcode: string | null
  readonly position: GeoPoint | null
  readonly safeContact: SafeContact
  readonly address: string | null
  readonly isDeceased: boolean
  readonly leftAt: Temporal.Instant | null
  readonly contacts: readonly RawContact[]
  readonly consents: readonly RawConsent[]
  /** What was said of why they stay away, on either record. */
  readonly drift: readonly {
    readonly reason: DriftReason
    readonly at: Temporal.Instant
    readonly hasEnded: boolean
    readonly isOnMerged: boolean
  }[]
  readonly own: RawRecord
  /** A record that was merged into it; null: none was. */
  readonly merged: (RawRecord & { readonly isDeceased: boolean; readonly safeContact: SafeContact }) | null
}

/** Days and months back from today that criteria name, a moment to either side. */
function around(zone: string): fc.Arbitrary<Temporal.Instant> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const edge = fc
    .constantFrom({ months: 6 }, { months: 12 }, { months: 18 }, { days: 30 }, { days: 90 }, { days: 400 })
    .chain((back) =>
      fc
        .constantFrom(-1, 0, 1)
        .map((micro) =>
          today
            .subtract(back)
            .add({ days: 1 })
            .toZonedDateTime(zone)
            .toInstant()
            .add({ microseconds: micro }),
        ),
    )
  return fc.oneof(
    edge,
    fc.integer({ min: -24 * 900, max: 24 * 60 }).map((hours) => now.add({ hours })),
    fc.constantFrom(now, now.add({ microseconds: 1 }), now.subtract({ microseconds: 1 })),
  )
}

const thing = fc.option(fc.integer({ min: 0, max: 2 }), { freq: 3 })

function record(zone: string): fc.Arbitrary<RawRecord> {
  const at = around(zone)
  const visit: fc.Arbitrary<RawVisit> = fc.record({
    status: fc.constantFrom('finished', 'finished', 'finished', 'planned'),
    endedAt: fc.option(at, { freq: 9 }),
    service: thing,
    provider: thing,
    location: thing,
    valueMinor: fc.option(fc.constantFrom(0, 10_000, 25_000, 90_000)),
    isEmergency: fc.boolean(),
  })
  const day = at.map((instant) => instant.toZonedDateTimeISO(zone).toPlainDate())
  return fc.record({
    visits: fc.array(visit, { maxLength: 3 }),
    appointments: fc.array(
      fc.record({
        state: fc.constantFrom(
          'held',
          'booked',
          'fulfilled',
          'fulfilled',
          'cancelled',
          'no_show',
          'no_show',
          'expired',
        ),
        startsAt: at,
        heldUntil: fc.option(at),
        service: thing,
        provider: thing,
        location: thing,
        visit: fc.option(visit),
      }),
      { maxLength: 3 },
    ),
    conditions: fc.array(
      fc.record({
        code: fc.constantFrom(null, 'E11', 'E11.9', 'I10', 'E110'),
        recordedAt: fc.option(at),
        abatedAt: fc.option(at, { freq: 1 }),
      }),
      { maxLength: 2 },
    ),
    items: fc.array(
      fc.record({
        state: fc.constantFrom('open', 'done', 'cancelled'),
        planStatus: fc.constantFrom(null, 'active', 'completed', 'revoked'),
      }),
      { maxLength: 2 },
    ),
    procedures: fc.array(
      fc.record({ status: fc.constantFrom('completed', 'in-progress'), performedAt: fc.option(at) }),
      { maxLength: 1 },
    ),
    coverageEnds: fc.array(fc.option(day), { maxLength: 2 }),
    enrolments: fc.array(
      fc.record({
        campaign: fc.constantFrom(0, 1),
        enrolledAt: at,
        state: fc.constantFrom('active', 'booked', 'declined', 'opted_out', 'exhausted', 'left', 'ended'),
        reactions: fc.subarray(['booked', 'declined', 'postponed', 'opted_out', 'answered']),
        wasContacted: fc.boolean(),
      }),
      { maxLength: 1 },
    ),
    tags: fc.array(fc.record({ tag: fc.constantFrom('vip', 'фонд', 'orto'), hasEnded: fc.boolean() }), {
      maxLength: 2,
    }),
  })
}

export function rawPerson(zone: string): fc.Arbitrary<RawPerson> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  return fc.record({
    birthDate: fc.option(
      fc
        .tuple(fc.constantFrom(5, 17, 18, 29, 30, 65, 66, 90), fc.constantFrom(-1, 0, 1))
        .map(([years, days]) => today.subtract({ years }).add({ days })),
      { freq: 9 },
    ),
    sex: fc.constantFrom('female', 'male', 'other', 'unknown'),
    language: fc.constantFrom(null, 'pl', 'ru', 'en'),
    postcode: fc.constantFrom(null, '31-002', '31 045', 'sw1a 1aa', 'ß1-002', ''),
    position: fc.option(
      fc.record({
        latitude: fc.double({ min: 49.9, max: 50.2, noNaN: true }),
        longitude: fc.double({ min: 19.7, max: 20.2, noNaN: true }),
      }),
      { freq: 3 },
    ),
    safeContact: fc.constantFrom('normal', 'normal', 'confidential', 'none'),
    address: fc.option(fc.constant('ul. Długa 1')),
    isDeceased: fc.constantFrom(false, false, false, false, false, true),
    leftAt: fc.option(around(zone), { freq: 1 }),
    contacts: fc.array(
      fc.record({
        kind: fc.constantFrom('phone', 'phone', 'email'),
        use: fc.constantFrom('mobile', 'home'),
        rank: fc.constantFrom(1, 1, 1, 2, 10),
        isValid: fc.constantFrom(true, true, false),
        hasEnded: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 3 },
    ),
    consents: fc.array(
      fc.record({
        contact: fc.integer({ min: 0, max: 2 }),
        isOfPatient: fc.boolean(),
        channel: fc.constantFrom('sms', 'email', 'any'),
        purpose: fc.constantFrom('care_recall', 'marketing', 'all'),
        state: fc.constantFrom('given', 'given', 'withdrawn'),
        method: fc.constantFrom('import', 'front_desk'),
        at: around(zone),
        expiresAt: fc.option(around(zone), { freq: 1 }),
      }),
      { maxLength: 4 },
    ),
    drift: fc.uniqueArray(
      fc.record({
        reason: fc.constantFrom<DriftReason>('no_time', 'forgot', 'other'),
        at: around(zone),
        hasEnded: fc.constantFrom(false, false, true),
        isOnMerged: fc.boolean(),
      }),
      { maxLength: 2, selector: ({ at }) => at.toString() },
    ),
    own: record(zone),
    merged: fc.option(
      fc
        .tuple(
          record(zone),
          fc.constantFrom(false, false, true),
          fc.constantFrom<SafeContact>('normal', 'normal', 'confidential', 'none'),
        )
        .map(([facts, isDeceased, safeContact]) => ({ ...facts, isDeceased, safeContact })),
      { freq: 1 },
    ),
  })
}

export function recordsOf({ own, merged }: RawPerson): readonly RawRecord[] {
  return merged === null ? [own] : [own, merged]
}

const nothing: RawRecord = {
  visits: [],
  appointments: [],
  conditions: [],
  items: [],
  procedures: [],
  coverageEnds: [],
  enrolments: [],
  tags: [],
}

/** A grown-up with these facts and no others. */
export function somebody(facts: Partial<RawRecord>, person: Partial<Omit<RawPerson, 'own'>> = {}): RawPerson {
  return {
    birthDate: Temporal.PlainDate.from('1980-05-17'),
    sex: 'unknown',
    language: null,
    postcode: null,
    position: null,
    safeContact: 'normal',
    address: null,
    isDeceased: false,
    leftAt: null,
    contacts: [],
    consents: [],
    drift: [],
    merged: null,
    ...person,
    own: { ...nothing, ...facts },
  }
}

/** A completed visit that ended at noon in UTC of a day. */
export function visitOn(day: string, facts: Partial<RawVisit> = {}): RawVisit {
  return {
    status: 'finished',
    endedAt: Temporal.Instant.from(`${day}T12:00:00Z`),
    service: null,
    provider: null,
    location: null,
    valueMinor: null,
    isEmergency: false,
    ...facts,
  }
}
