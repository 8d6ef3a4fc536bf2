import { sql } from 'kysely'
import { readClinic } from '../../clinic/read-clinic.ts'
import { stageRows } from '../../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../../platform/db/module-db.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import { importedPatientId } from '../imported-patient-id.ts'
import type { ConsentRecord, ContactRecord, DeclaredConsent, PatientRecord } from '../rules/records.ts'
import { contactPointId } from './imported-contacts.ts'

interface ImportedConsents {
  readonly source: string
  readonly batchId: string
  readonly records: readonly PatientRecord[]
  readonly declared: DeclaredConsent | null
}

/**
 * Appends what the input says about consent. A row goes in only where the newest imported word on the same
 * contact point, channel, purpose and patient is another one, so that a second run adds nothing.
 */
export async function appendImportedConsents(
  db: ModuleDb<'patients'>,
  input: ImportedConsents,
): Promise<number> {
  const rows = input.records.flatMap((record) => consentRows(db.clinicId, input, record))
  if (rows.length === 0) return 0
  const { zone } = await readClinic(db.as('clinic'))
  await stageRows(db, {
    name: 'consent_stage',
    columns: {
      contact_point_id: 'uuid',
      patient_id: 'uuid',
      channel: 'text',
      purpose: 'text',
      state: 'text',
      method: 'text',
      evidence: 'text',
      at: 'timestamptz',
    },
    rows,
  })
  return db.run(sql`
    insert into patients.consent
      (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence, import_batch)
    select distinct on (1, 2) ${db.clinicId}::uuid,
      md5(concat_ws('|', ${db.clinicId}::text, s.contact_point_id, s.patient_id, s.channel, s.purpose, s.state, s.method,
        coalesce(extract(epoch from s.at)::text, ${input.batchId})))::uuid,
      s.contact_point_id, s.patient_id, s.channel, s.purpose, s.state, coalesce(s.at, ${db.now}::timestamptz), ${zone},
      s.method, s.evidence, ${input.batchId}::uuid
    from consent_stage s
    where s.state is distinct from (
      select l.state from patients.consent l
      where l.clinic_id = ${db.clinicId} and l.contact_point_id = s.contact_point_id and l.patient_id = s.patient_id
        and l.channel = s.channel and l.purpose = s.purpose and l.method in ('import', 'declared')
      order by l.at desc, l.state = 'withdrawn' desc, l.id desc limit 1)
    on conflict do nothing`)
}

/** How many of these patients have no consent in the ledger that somebody gave: nobody may write to them. */
export async function countWithoutConsent(
  db: ModuleDb<'patients'>,
  source: string,
  records: readonly PatientRecord[],
): Promise<number> {
  const ids = records.map((record) => importedPatientId(db.clinicId, source, record.externalId))
  const rows = await db.sql<{ count: number }>(sql`
    select count(*) from unnest(${ids}::uuid[]) as p (id)
    where (select l.id from patients.consent l
      where l.clinic_id = ${db.clinicId} and l.patient_id = p.id and l.state = 'given' limit 1) is null`)
  return rows[0]?.count ?? 0
}

function consentRows(clinicId: string, input: ImportedConsents, record: PatientRecord): CopyRow[] {
  if (record.contacts.length === 0) return []
  const patientId = importedPatientId(clinicId, input.source, record.externalId)
  const told = record.consents.map((consent) => ({ ...consent, method: 'import' as const }))
  const declared = declaredConsents(input.declared, record.consents)
  return [...told, ...declared].flatMap((consent) =>
    record.contacts
      .filter((contact) => reaches(consent.channel, contact.kind))
      .map((contact) => [
        contactPointId(clinicId, contact),
        patientId,
        consent.channel,
        consent.purpose,
        consent.state,
        consent.method,
        consent.evidence,
        consent.at,
      ]),
  )
}

/** What the row itself says about a purpose outranks what is declared for everybody. */
function declaredConsents(
  declared: DeclaredConsent | null,
  told: readonly ConsentRecord[],
): readonly (ConsentRecord & { readonly method: 'declared' })[] {
  if (declared === null) return []
  return declared.purposes
    .filter((purpose) => !told.some((consent) => consent.purpose === purpose || consent.purpose === 'all'))
    .map((purpose) => ({
      channel: 'any',
      purpose,
      state: 'given',
      evidence: declared.evidence,
      at: null,
      method: 'declared',
    }))
}

function reaches(channel: ConsentRecord['channel'], kind: ContactRecord['kind']): boolean {
  switch (channel) {
    case 'any':
      return true
    case 'email':
      return kind === 'email'
    case 'sms':
    case 'call':
      return kind === 'phone'
    case 'letter':
      // A letter has no contact point of its own: its consent is kept with every address of the patient.
      return true
    default:
      return assertNever(channel)
  }
}
