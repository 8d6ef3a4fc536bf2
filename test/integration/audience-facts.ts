import type { CompletedVisit, PatientFacts } from '../../src/campaigns/rules/criteria/patient-facts.ts'
import { consentState } from '../../src/patients/rules/consent.ts'
import { now, type RawContact, type RawPerson, recordsOf } from './audience-people.ts'
import { type AudienceWorld, serviceValueMinor } from './audience-tables.ts'

/** What recall says of the person; its own tests hold that to its own rules. */
export type RecallFacts = Pick<PatientFacts, 'recalls' | 'band'>

/** The person's facts as the rule asks for them, worked out from what is on record. */
export function factsOf(
  person: RawPerson,
  {
    world,
    recall,
    contactIds,
  }: { readonly world: AudienceWorld; readonly recall: RecallFacts; readonly contactIds: readonly string[] },
): PatientFacts {
  const records = recordsOf(person)
  const appointments = records.flatMap((record) => record.appointments)
  const ahead = appointments
    .filter(
      ({ state, startsAt, heldUntil }) =>
        isAfter(startsAt, now) &&
        (state === 'booked' || (state === 'held' && heldUntil !== null && isAfter(heldUntil, now))),
    )
    .map(({ startsAt }) => startsAt)
    .sort(Temporal.Instant.compare)
  const usable = person.contacts.filter(({ isValid, hasEnded }) => isValid && !hasEnded)
  const hasPhone = usable.some(({ kind }) => kind === 'phone')
  return {
    birthDate: person.birthDate,
    sex: person.sex,
    language: person.language ?? 'pl',
    postcode: person.postcode,
    position: person.position,
    safeContact:
      (['none', 'confidential', 'normal'] as const).find(
        (wish) => wish === person.safeContact || wish === person.merged?.safeContact,
      ) ?? 'normal',
    visits: visitsOf(person, world),
    missed: appointments.flatMap(({ state, startsAt }) =>
      (state === 'cancelled' || state === 'no_show') && !isAfter(startsAt, now) ? [{ state, startsAt }] : [],
    ),
    nextVisitAt: ahead[0] ?? null,
    ...recall,
    conditions: records
      .flatMap((record) => record.conditions)
      .filter(
        ({ recordedAt, abatedAt }) =>
          (recordedAt === null || !isAfter(recordedAt, now)) && (abatedAt === null || isAfter(abatedAt, now)),
      )
      .flatMap(({ code }) => code ?? []),
    plan: {
      items: records.flatMap((record) => record.items),
      procedures: records
        .flatMap((record) => record.procedures)
        .filter(({ performedAt }) => performedAt === null || !isAfter(performedAt, now))
        .map(({ status }) => status),
    },
    coverageEnds: records.flatMap((record) => record.coverageEnds).flatMap((day) => day ?? []),
    channels: [
      ...(hasPhone ? (['sms', 'call'] as const) : []),
      ...(usable.some(({ kind }) => kind === 'email') ? (['email'] as const) : []),
      ...(person.address === null ? [] : (['letter'] as const)),
    ],
    consents: consentsOf(person, contactIds),
    enrolments: records
      .flatMap((record) => record.enrolments)
      .map((one) => ({ ...one, campaignId: world.campaigns[one.campaign] ?? '' })),
    driftReason: driftOf(person, world),
    tags: records.flatMap((record) => record.tags).flatMap(({ tag, hasEnded }) => (hasEnded ? [] : [tag])),
  }
}

function driftOf(person: RawPerson, world: AudienceWorld): PatientFacts['driftReason'] {
  const lastVisit = visitsOf(person, world)
    .map(({ endedAt }) => endedAt)
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  const said = person.drift
    .filter(({ at, hasEnded }) => !hasEnded && (lastVisit === undefined || !isAfter(lastVisit, at)))
    .toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))
    .at(-1)
  return said?.reason ?? null
}

function visitsOf(person: RawPerson, world: AudienceWorld): readonly CompletedVisit[] {
  const place = (one: {
    readonly service: number | null
    readonly provider: number | null
    readonly location: number | null
  }) => {
    const service = one.service === null ? undefined : world.services[one.service]
    const provider = one.provider === null ? undefined : world.providers[one.provider]
    return {
      service: service?.key ?? null,
      providers: provider === undefined ? [] : [provider.id],
      specialities: [service?.speciality, provider?.speciality].flatMap((speciality) => speciality ?? []),
      location: one.location === null ? null : (world.locations[one.location] ?? null),
    }
  }
  return recordsOf(person).flatMap((record) => [
    ...[...record.visits, ...record.appointments.flatMap(({ visit }) => visit ?? [])].flatMap((visit) =>
      visit.status === 'finished' && visit.endedAt !== null && !isAfter(visit.endedAt, now)
        ? [
            {
              ...place(visit),
              endedAt: visit.endedAt,
              valueMinor: visit.valueMinor,
              isEmergency: visit.isEmergency,
            },
          ]
        : [],
    ),
    ...record.appointments.flatMap((kept) => {
      const endedAt = kept.startsAt.add({ minutes: 30 })
      // One of which a finished visit is on record is that visit.
      if (kept.state !== 'fulfilled' || isAfter(endedAt, now) || kept.visit?.status === 'finished') return []
      const valueMinor = kept.service === null ? null : serviceValueMinor
      return [{ ...place(kept), endedAt, valueMinor, isEmergency: false }]
    }),
  ])
}

function consentsOf(person: RawPerson, contactIds: readonly string[]): PatientFacts['consents'] {
  const ledger = person.consents.flatMap((one, index) => {
    const contactPointId = contactIds[one.contact]
    if (contactPointId === undefined) return []
    const { channel, purpose, state, at, method, expiresAt, isOfPatient } = one
    const patientId = isOfPatient ? 'patient' : null
    return [{ id: String(index), contactPointId, patientId, channel, purpose, state, at, method, expiresAt }]
  })
  return (['sms', 'email'] as const).flatMap((channel) => {
    const contactPointId = firstOf(person.contacts, contactIds, channel === 'sms' ? 'phone' : 'email')
    if (contactPointId === null) return []
    return (['care_recall', 'marketing'] as const).map((purpose) => ({
      channel,
      purpose,
      state: consentState(ledger, { contactPointId, patientId: 'patient', channel, purpose, at: now }),
    }))
  })
}

function firstOf(
  contacts: readonly RawContact[],
  ids: readonly string[],
  kind: RawContact['kind'],
): string | null {
  const [first] = contacts
    .map((contact, index) => ({ ...contact, id: ids[index] ?? '' }))
    .filter((contact) => contact.kind === kind && contact.isValid && !contact.hasEnded)
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        Number(other.use === 'mobile') - Number(one.use === 'mobile') ||
        (one.id < other.id ? -1 : 1),
    )
  return first?.id ?? null
}

function isAfter(instant: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, other) > 0
}
