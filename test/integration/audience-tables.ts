import { json } from '../../src/platform/db/database.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { now, type RawPerson, type RawRecord } from './audience-people.ts'

/** What people's facts name by number. */
export interface AudienceWorld {
  readonly services: readonly {
    readonly id: string
    readonly key: string
    readonly speciality: string | null
  }[]
  readonly providers: readonly { readonly id: string; readonly speciality: string | null }[]
  readonly locations: readonly string[]
  readonly campaigns: readonly string[]
}

export const serviceValueMinor = 15_000

/** Three services, providers and places, two of them of a speciality, and two campaigns. */
export async function writeWorld(tx: TenantTransaction): Promise<AudienceWorld> {
  const id = () => tx.ids.uuid(tx.now)
  const clinic_id = tx.clinicId
  const world: AudienceWorld = {
    services: [
      { id: id(), key: 'hygiene', speciality: null },
      { id: id(), key: 'heart', speciality: 'Kardiologia' },
      { id: id(), key: 'skin', speciality: 'Dermatologia' },
    ],
    providers: [
      { id: id(), speciality: 'Kardiologia' },
      { id: id(), speciality: null },
      { id: id(), speciality: 'Dermatologia' },
    ],
    locations: [id(), id(), id()],
    campaigns: [id(), id()],
  }
  const scheduling = tx.as('scheduling').write
  await scheduling
    .insertInto('scheduling.service')
    .values(
      world.services.map((one) => ({
        clinic_id,
        ...one,
        name: one.key,
        minutes: 30,
        value_minor: serviceValueMinor,
      })),
    )
    .execute()
  await scheduling
    .insertInto('scheduling.resource')
    .values(
      world.providers.map((one, index) => ({
        clinic_id,
        ...one,
        kind: 'practitioner' as const,
        name: `dr ${index}`,
        source: 'test',
        external_id: `r${index}`,
      })),
    )
    .execute()
  await tx
    .as('clinic')
    .write.insertInto('clinic.location')
    .values(
      world.locations.map((location, index) => ({
        clinic_id,
        id: location,
        source: 'test',
        external_id: `l${index}`,
        name: `Miejsce ${index}`,
      })),
    )
    .execute()
  const campaigns = tx.as('campaigns').write
  for (const [index, campaign] of world.campaigns.entries()) {
    await campaigns
      .insertInto('campaigns.campaign')
      .values({
        clinic_id,
        id: campaign,
        name: `Kampania ${index}`,
        kind: 'recall',
        state: 'ended',
        version: 1,
        created_by: 'test',
        created_at: now,
      })
      .execute()
    await campaigns
      .insertInto('campaigns.version')
      .values({
        clinic_id,
        campaign_id: campaign,
        version: 1,
        document: json({}),
        created_by: 'test',
        created_at: now,
      })
      .execute()
  }
  return world
}

/** The person's record, and the one merged into it; the ids of patient and contact points. */
export async function writeRawPerson(
  tx: TenantTransaction,
  person: RawPerson,
  world: AudienceWorld,
): Promise<{ readonly id: string; readonly contactIds: readonly string[] }> {
  const id = await writePatient(tx, person, null)
  await writeRecord(tx, id, { record: person.own, world })
  let mergedId: string | null = null
  if (person.merged !== null) {
    mergedId = await writePatient(
      tx,
      { ...nobody, isDeceased: person.merged.isDeceased, safeContact: person.merged.safeContact },
      id,
    )
    await writeRecord(tx, mergedId, { record: person.merged, world })
  }
  for (const { reason, at, hasEnded, isOnMerged } of person.drift)
    await tx
      .as('recall')
      .write.insertInto('recall.drift_reason')
      .values({
        clinic_id: tx.clinicId,
        id: tx.ids.uuid(now),
        patient_id: isOnMerged ? (mergedId ?? id) : id,
        reason,
        recorded_by: 'test',
        recorded_at: at,
        ended_at: hasEnded ? now : null,
      })
      .execute()
  return { id, contactIds: await writeContacts(tx, id, person) }
}

type Own = Omit<RawPerson, 'contacts' | 'consents' | 'drift' | 'own' | 'merged'>

const nobody: Own = {
  birthDate: null,
  sex: 'unknown',
  language: null,
  postcode: null,
  position: null,
  safeContact: 'normal',
  address: null,
  isDeceased: false,
  leftAt: null,
}

async function writePatient(tx: TenantTransaction, person: Own, mergedInto: string | null): Promise<string> {
  const id = tx.ids.uuid(tx.now)
  await tx
    .as('patients')
    .write.insertInto('patients.patient')
    .values({
      clinic_id: tx.clinicId,
      id,
      source: 'test',
      external_id: id,
      full_name: `Pacjent ${id}`,
      birth_date: person.birthDate,
      sex: person.sex,
      language: person.language,
      postcode: person.postcode,
      latitude: person.position?.latitude ?? null,
      longitude: person.position?.longitude ?? null,
      safe_contact: person.safeContact,
      address: person.address,
      is_deceased: person.isDeceased,
      left_at: person.leftAt,
      merged_into: mergedInto,
      created_at: now,
      changed_at: now,
      revision: '',
    })
    .execute()
  return id
}

async function writeRecord(
  tx: TenantTransaction,
  patientId: string,
  { record, world }: { readonly record: RawRecord; readonly world: AudienceWorld },
): Promise<void> {
  const base = () => {
    const id = tx.ids.uuid(tx.now)
    return {
      clinic_id: tx.clinicId,
      id,
      patient_id: patientId,
      source: 'test',
      external_id: id,
      revision: '',
    }
  }
  const patients = tx.as('patients').write
  const scheduling = tx.as('scheduling').write
  const of = <T>(list: readonly T[], index: number | null): T | null =>
    index === null ? null : (list[index] ?? null)
  const kept = record.appointments.map((appointment) => ({ appointment, row: base() }))
  const visits = [
    ...record.visits.map((visit) => ({ visit, appointmentId: null })),
    ...kept.flatMap(({ appointment: { visit }, row }) =>
      visit === null ? [] : [{ visit, appointmentId: row.id }],
    ),
  ]
  for (const { visit, appointmentId } of visits) {
    await scheduling
      .insertInto('scheduling.visit')
      .values({
        ...base(),
        appointment_id: appointmentId,
        status: visit.status,
        ended_at: visit.endedAt,
        kind_code: of(world.services, visit.service)?.key ?? null,
        resource_id: of(world.providers, visit.provider)?.id ?? null,
        location_id: of(world.locations, visit.location),
        value_minor: visit.valueMinor,
        is_emergency: visit.isEmergency,
      })
      .execute()
  }
  for (const { appointment, row } of kept) {
    const endsAt = appointment.startsAt.add({ minutes: 30 })
    await scheduling
      .insertInto('scheduling.appointment')
      .values({
        ...row,
        state: appointment.state,
        starts_at: appointment.startsAt,
        ends_at: endsAt,
        held_until: appointment.heldUntil,
        service_id: of(world.services, appointment.service)?.id ?? null,
        location_id: of(world.locations, appointment.location),
        booked_via: 'staff',
        created_at: appointment.startsAt.subtract({ hours: 24 * 2000 }),
        changed_at: appointment.startsAt,
      })
      .execute()
    const provider = of(world.providers, appointment.provider)
    if (provider === null) continue
    // An empty range collides with nothing: who saw the patient is what is asked here.
    await scheduling
      .insertInto('scheduling.occupancy')
      .values({
        clinic_id: tx.clinicId,
        resource_id: provider.id,
        appointment_id: row.id,
        during: 'empty',
        starts_at: appointment.startsAt,
        ends_at: endsAt,
        state: 'released',
      })
      .execute()
  }
  for (const condition of record.conditions) {
    await patients
      .insertInto('patients.condition')
      .values({
        ...base(),
        code: condition.code,
        recorded_at: condition.recordedAt,
        abated_at: condition.abatedAt,
      })
      .execute()
  }
  for (const item of record.items) {
    const plan = item.planStatus === null ? null : base()
    if (plan !== null) {
      await patients
        .insertInto('patients.treatment_plan')
        .values({ ...plan, status: item.planStatus as 'active' | 'completed' | 'revoked' })
        .execute()
    }
    await patients
      .insertInto('patients.plan_item')
      .values({ ...base(), plan_id: plan?.id ?? null, state: item.state })
      .execute()
  }
  for (const procedure of record.procedures) {
    await patients
      .insertInto('patients.procedure')
      .values({ ...base(), status: procedure.status, performed_at: procedure.performedAt })
      .execute()
  }
  for (const ends_on of record.coverageEnds) {
    await patients
      .insertInto('patients.coverage')
      .values({ ...base(), status: 'active', ends_on })
      .execute()
  }
  for (const enrolment of record.enrolments) {
    const { clinic_id, id } = base()
    await tx
      .as('campaigns')
      .write.insertInto('campaigns.enrolment')
      .values({
        clinic_id,
        id,
        patient_id: patientId,
        campaign_id: world.campaigns[enrolment.campaign] ?? '',
        version: 1,
        entry_key: id,
        anchor_on: Temporal.PlainDate.from('2026-01-01'),
        arm: 'contacted',
        state: enrolment.state,
        reactions: json(enrolment.reactions.map((kind) => ({ kind, at: enrolment.enrolledAt.toString() }))),
        enrolled_at: enrolment.enrolledAt,
        first_contact_at: enrolment.wasContacted ? enrolment.enrolledAt : null,
      })
      .execute()
  }
  for (const [index, { tag, hasEnded }] of record.tags.entries()) {
    await patients
      .insertInto('patients.patient_tag')
      .values({
        clinic_id: tx.clinicId,
        patient_id: patientId,
        tag,
        source: `test ${index}`,
        added_at: now,
        ended_at: hasEnded ? now : null,
      })
      .execute()
  }
}

async function writeContacts(
  tx: TenantTransaction,
  patientId: string,
  { contacts, consents }: RawPerson,
): Promise<readonly string[]> {
  const patients = tx.as('patients').write
  const clinic_id = tx.clinicId
  const ids: string[] = []
  for (const contact of contacts) {
    const id = tx.ids.uuid(tx.now)
    ids.push(id)
    await patients
      .insertInto('patients.contact_point')
      .values({
        clinic_id,
        id,
        kind: contact.kind,
        value: id,
        validity: contact.isValid ? 'ok' : 'invalid',
        created_at: now,
      })
      .execute()
    await patients
      .insertInto('patients.patient_contact')
      .values({
        clinic_id,
        patient_id: patientId,
        contact_point_id: id,
        use: contact.use,
        rank: contact.rank,
        ended_at: contact.hasEnded ? now : null,
      })
      .execute()
  }
  for (const consent of consents) {
    const contact = ids[consent.contact]
    if (contact === undefined) continue
    await patients
      .insertInto('patients.consent')
      .values({
        clinic_id,
        id: tx.ids.uuid(tx.now),
        contact_point_id: contact,
        patient_id: consent.isOfPatient ? patientId : null,
        channel: consent.channel,
        purpose: consent.purpose,
        state: consent.state,
        at: consent.at,
        zone: 'Europe/Warsaw',
        method: consent.method,
        evidence: 'test',
        expires_at: consent.expiresAt,
      })
      .execute()
  }
  return ids
}
