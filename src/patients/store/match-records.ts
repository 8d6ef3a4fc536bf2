import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { stageRows } from '../../platform/db/merge-rows.ts'
import type { CopyRow, ModuleDb } from '../../platform/db/module-db.ts'
import { blockingKeys, countedWords } from '../rules/matching/blocking-keys.ts'
import type { MatchScene } from '../rules/matching/judge-pair.ts'
import { type ComparedPatient, type MatchRecord, matchRecord } from '../rules/matching/match-record.ts'

export interface KnownRecord {
  readonly basis: string
  readonly record: MatchRecord
}

/** Takes marks off the list of records to look at; answers whose they were. */
export async function takeUnmatched(db: ModuleDb<'patients'>, most: number): Promise<readonly string[]> {
  const rows = await db.sql<{ patient_id: string }>(sql`
    delete from patients.unmatched_patient
    where clinic_id = ${db.clinicId} and patient_id in (
      select patient_id from patients.unmatched_patient where clinic_id = ${db.clinicId}
      order by patient_id limit ${most} for update skip locked)
    returning patient_id`)
  return rows.map((row) => row.patient_id)
}

type PatientRow = ComparedPatient & { readonly id: string; readonly isMerged: boolean }

/** Writes anew what is compared of these patients, and answers it. Records that live on as another are compared no more. */
export async function refreshMatchRecords(
  db: ModuleDb<'patients'>,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const rows = await db.sql<PatientRow>(sql`
    select p.id, p.given_name as "givenName", p.family_name as "familyName", p.full_name as "fullName",
      p.birth_date::text as "birthDate", p.sex, p.address, p.city, p.postcode, p.national_id as "nationalId",
      p.merged_into is not null as "isMerged",
      array(select c.contact_point_id::text from patients.patient_contact c
        where c.clinic_id = p.clinic_id and c.patient_id = p.id and c.ended_at is null) as contacts
    from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.id = any(${patientIds}::uuid[])`)
  const living = rows.filter((row) => !row.isMerged)
  const known = new Map(living.map((row) => [row.id, knownRecord(row)]))
  const gone = patientIds.filter((id) => !known.has(id))
  await db.run(sql`
    delete from patients.match_record where clinic_id = ${db.clinicId} and patient_id = any(${gone}::uuid[])`)
  await stageRows(db, {
    name: 'match_stage',
    columns: { patient_id: 'uuid', basis: 'text', keys: 'text', words: 'text', record: 'text' },
    rows: stagedRows(known),
  })
  await db.run(sql`
    insert into patients.match_record as m (clinic_id, patient_id, basis, keys, words, record)
    select ${db.clinicId}::uuid, s.patient_id, s.basis, s.keys::bigint[], s.words::text[], s.record::jsonb from match_stage s
    on conflict (clinic_id, patient_id) do update
      set basis = excluded.basis, keys = excluded.keys, words = excluded.words, record = excluded.record
      where m.basis <> excluded.basis`)
  return known
}

function* stagedRows(known: ReadonlyMap<string, KnownRecord>): Generator<CopyRow> {
  for (const [id, { basis, record }] of known) {
    const keys = blockingKeys(record).map(keyNumber)
    // Words are letters, digits and spaces: an array literal needs no more than quotes.
    const words = countedWords(record).map((word) => `"${word}"`)
    yield [id, basis, `{${keys.join(',')}}`, `{${words.join(',')}}`, JSON.stringify(record)]
  }
}

function knownRecord(patient: ComparedPatient): KnownRecord {
  const record = matchRecord(patient)
  return { record, basis: hash('md5', JSON.stringify(record), 'base64url') }
}

/** 52 bits of a hash: exact as a number, and two keys alike by chance cost one comparison. */
function keyNumber(key: string): number {
  return Number.parseInt(hash('md5', key).slice(0, 13), 16)
}

/** Words that at least so many records have; below that chance decides, not the clinic. */
const fewestBearers = 4

/** A word that is rarer than this weighs the same as one that nobody else has (match-weights.ts). */
const rarestShare = 2_000

/** How many records there are, and how common their names and postcodes. */
export async function readScene(db: ModuleDb<'patients'>): Promise<MatchScene> {
  const [all] = await db.sql<{ count: number }>(sql`
    select count(*) from patients.match_record where clinic_id = ${db.clinicId}`)
  const records = all?.count ?? 0
  const rows = await db.sql<{ word: string; count: number }>(sql`
    select w.word, count(*) from patients.match_record m cross join lateral unnest(m.words) as w (word)
    where m.clinic_id = ${db.clinicId}
    group by w.word having count(*) >= ${Math.max(fewestBearers, Math.floor(records / rarestShare))}`)
  const shares = new Map(rows.map((row) => [row.word, row.count / records]))
  return { records, commonness: (word) => shares.get(word) }
}
