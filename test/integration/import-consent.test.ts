import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consentTables } from '../../src/patients/consent-set-sql.ts'
import { type ConsentPair, effectiveConsent } from '../../src/patients/effective-consent.ts'
import { giveAgainAtContactPoint } from '../../src/patients/give-again-at-contact-point.ts'
import { type ConsentEntry, recordConsent } from '../../src/patients/record-consent.ts'
import { type ConsentMethod, type consentPurposes, consentState } from '../../src/patients/rules/consent.ts'
import { withdrawAtContactPoint } from '../../src/patients/withdraw-at-contact-point.ts'
import type { ModuleDb } from '../../src/platform/db/module-db.ts'
import { testDatabase } from '../support/database.ts'
import { changes, ImportClinic, importedAt, importer } from '../support/import-clinic.ts'

const database = await testDatabase()
let clinic: ImportClinic
let opened = 0

beforeAll(async () => {
  clinic = await ImportClinic.open(database.connection, { seed: 'consent' })
})
afterAll(async () => clinic.db.close())

interface Person {
  readonly patientId: string
  readonly contactPointId: string
}

/** Imports a table and tells who owns which phone now, by name. */
async function people(table: string): Promise<ReadonlyMap<string, Person>> {
  opened += 1
  await clinic.csv(table, { source: `consent ${opened}` })
  return owners(`consent ${opened}`)
}

async function owners(source: string): Promise<ReadonlyMap<string, Person>> {
  const rows = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<Person & { readonly name: string }>(sql`
      select p.given_name as name, p.id as "patientId", o.contact_point_id as "contactPointId"
      from patients.patient p
      join patients.patient_contact o on o.clinic_id = p.clinic_id and o.patient_id = p.id and o.ended_at is null
      where p.clinic_id = ${clinic.clinicId} and p.source = ${source}`),
  )
  return new Map(rows.map((row) => [row.name, row]))
}

function person(known: ReadonlyMap<string, Person>, name: string): Person {
  const found = known.get(name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}

async function stateOf(who: Person, purpose: (typeof consentPurposes)[number] = 'care_recall') {
  const pair = {
    patientId: who.patientId,
    contactPointId: who.contactPointId,
    channel: 'sms',
    purpose,
  } as const
  const [answer] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    effectiveConsent(tx.as('patients'), [pair]),
  )
  return answer?.state
}

const stop = async (contactPointId: string) =>
  clinic.db.tenant(clinic.clinicId, async (tx) =>
    withdrawAtContactPoint(
      tx.as('patients'),
      { contactPointId, channel: 'any', purpose: 'all' },
      { method: 'sms', evidence: 'STOP', actor: importer },
    ),
  )

describe('consents of an import', () => {
  it('come from a column, and withhold those it says nothing about', async () => {
    const summary = await clinic.csv(
      'id,name,birth date,phone,zgoda sms\n1,Anna Nowak,1980-01-02,600100101,tak\n2,Jan Nowak,1981-01-02,600100102,nie\n3,Ewa Nowak,1982-01-02,600100103,\n',
      { source: 'column' },
    )
    expect(summary).toMatchObject({ created: 3, withheld: 2, consents: 4 })
    expect(summary.notes).toEqual([
      'column "zgoda sms" is read as consent to visit_admin, care_recall by sms',
    ])
  })

  it('come from a declaration, for the purposes it names and no others', async () => {
    const table = 'id,first name,last name,phone\n1,Olga,Lis,600100104\n'
    const declared = { purposes: ['reactivation'] as const, evidence: 'registration form 2024' }
    const first = await clinic.csv(table, { source: 'declared', declared })
    expect(first).toMatchObject({ created: 1, withheld: 0, consents: 1 })
    expect(changes(await clinic.csv(table, { source: 'declared', declared }))).toEqual({
      created: 0,
      updated: 0,
      consents: 0,
    })
    const olga = person(await owners('declared'), 'Olga')
    expect(await stateOf(olga, 'reactivation')).toBe('given')
    expect(await stateOf(olga, 'marketing')).toBe('missing')
  })

  it('do not bring back whom a STOP took out, nor on a new number', async () => {
    const header = 'id,first name,last name,phone,sms consent\n'
    const before = person(await people(`${header}1,Ala,Kot,600100105,yes\n`), 'Ala')
    const source = `consent ${opened}`
    expect(await stateOf(before)).toBe('given')
    await stop(before.contactPointId)
    expect(await stateOf(before)).toBe('withdrawn')
    clinic.clock.advance({ hours: 1 })
    await clinic.csv(`${header}1,Ala,Kot,600100106,yes\n`, { source })
    const after = person(await owners(source), 'Ala')
    expect(after.contactPointId).not.toBe(before.contactPointId)
    expect(await stateOf(after)).toBe('withdrawn')
  })
})

describe('STOP and START', () => {
  it('hold for everybody behind a shared number, and for whoever gets it later', async () => {
    const family = await people(
      'id,first name,last name,phone,sms consent\n1,Mama,Kos,600100107,yes\n2,Tomek,Kos,+48 600-100-107,yes\n',
    )
    const mother = person(family, 'Mama')
    const child = person(family, 'Tomek')
    expect(child.contactPointId).toBe(mother.contactPointId)
    const { patientIds } = await stop(mother.contactPointId)
    expect(patientIds.toSorted()).toEqual([mother.patientId, child.patientId].toSorted())
    expect(clinic.events.at(-1)).toMatchObject({ type: 'patient.opted_out', patientIds })
    const stranger = person(
      await people('id,first name,last name,phone,sms consent\n9,Obcy,Lew,600100107,yes\n'),
      'Obcy',
    )
    expect(await stateOf(stranger)).toBe('withdrawn')
    clinic.clock.advance({ minutes: 5 })
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      giveAgainAtContactPoint(
        tx.as('patients'),
        { contactPointId: mother.contactPointId, channel: 'any', purpose: 'all' },
        { method: 'sms', evidence: 'START', actor: importer },
      ),
    )
    for (const who of [mother, child, stranger]) expect(await stateOf(who)).toBe('given')
  })

  it('are on the audit, one row for each person and the number', async () => {
    const who = person(await people('id,first name,last name,phone\n1,Ida,Ryś,600100108\n'), 'Ida')
    await stop(who.contactPointId)
    const rows = await clinic.rows<{ action: string; subject_id: string }>('clinic.audit', 'id')
    const told = rows.filter((row) => row.action === 'consent.withdrawn').map((row) => row.subject_id)
    expect(told).toEqual(expect.arrayContaining([who.patientId, who.contactPointId]))
  })
})

describe('the ledger in SQL', () => {
  it('answers as the rule does, whatever stands in it', async () => {
    const family = await people(
      'id,first name,last name,phone,mobile\n1,Jeden,A,600100109,\n2,Dwa,B,600100109,\n3,Trzy,C,600100110,\n',
    )
    const who = [...family.values()]
    const patientIds = who.map(({ patientId }) => patientId)
    const points = [...new Set(who.map(({ contactPointId }) => contactPointId))]
    const entry = fc.record({
      contactPointId: fc.constantFrom(...points),
      patientId: fc.constantFrom(null, ...patientIds),
      channel: fc.constantFrom('sms', 'email', 'any'),
      purpose: fc.constantFrom('care_recall', 'marketing', 'all'),
      state: fc.constantFrom('given', 'withdrawn'),
      method: fc.constantFrom<ConsentMethod>('import', 'declared', 'sms', 'front_desk'),
      hour: fc.integer({ min: -3, max: 3 }),
      lastsHours: fc.constantFrom(null, 1, 100),
    } as const)
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), async (entries) => {
        await compareAnswers(entries, { patientIds, points })
      }),
      { numRuns: 60 },
    )
  })
})

interface DrawnEntry {
  readonly contactPointId: string
  readonly patientId: string | null
  readonly channel: 'sms' | 'email' | 'any'
  readonly purpose: 'care_recall' | 'marketing' | 'all'
  readonly state: 'given' | 'withdrawn'
  readonly method: ConsentMethod
  readonly hour: number
  readonly lastsHours: number | null
}

/** Writes a ledger, asks both, and takes it back. */
async function compareAnswers(
  entries: readonly DrawnEntry[],
  asked: { readonly patientIds: readonly string[]; readonly points: readonly string[] },
): Promise<void> {
  clinic.clock.moveTo(importedAt)
  const undo = new Error('undo')
  const check = clinic.db.tenant(clinic.clinicId, async (tx) => {
    const db = tx.as('patients')
    const ledger = entries.map((entry, index) => {
      const at = importedAt.add({ hours: entry.hour })
      const expiresAt = entry.lastsHours === null ? null : at.add({ hours: entry.lastsHours })
      return { ...entry, at, expiresAt, id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` }
    })
    await db.write
      .insertInto('patients.consent')
      .values(
        ledger.map((row) => ({
          clinic_id: db.clinicId,
          id: row.id,
          contact_point_id: row.contactPointId,
          patient_id: row.patientId,
          channel: row.channel,
          purpose: row.purpose,
          state: row.state,
          at: row.at,
          zone: 'Europe/Warsaw',
          method: row.method,
          evidence: 'drawn',
          expires_at: row.expiresAt,
        })),
      )
      .execute()
    const pairs = asked.patientIds.flatMap((patientId) =>
      asked.points.flatMap((contactPointId) =>
        (['care_recall', 'marketing'] as const).map((purpose) => ({
          patientId,
          contactPointId,
          channel: 'sms' as const,
          purpose,
        })),
      ),
    )
    const inSql = (await effectiveConsent(db, pairs)).map(({ state }) => state)
    const byRule = pairs.map((pair) => consentState(ledger, { ...pair, at: db.now }))
    expect(inSql).toEqual(byRule)
    for (const isEverybody of [true, false]) {
      expect(await statesOfAll(db, pairs, isEverybody)).toEqual(
        pairs
          .map((pair, index) => [pair.patientId, pair.contactPointId, pair.purpose, byRule[index]].join(' '))
          .sort(),
      )
    }
    throw undo
  })
  await expect(check).rejects.toBe(undo)
}

/** The same pairs asked as a set, whether the ledger is read through or looked up. */
async function statesOfAll(
  db: ModuleDb<'patients'>,
  pairs: readonly Pick<ConsentPair, 'patientId' | 'contactPointId'>[],
  isEverybody: boolean,
): Promise<readonly string[]> {
  const tables = consentTables({
    clinicId: db.clinicId,
    addresses: sql`address`,
    purposes: ['care_recall', 'marketing'],
    at: db.now,
    isEverybody,
  })
  const rows = await db.sql<{ said: string }>(sql`
    with address as (
      select distinct a.patient_id, a.contact_point_id, 'sms' as channel
      from unnest(${pairs.map(({ patientId }) => patientId)}::uuid[], ${pairs.map(({ contactPointId }) => contactPointId)}::uuid[])
        as a (patient_id, contact_point_id)
    ),
    ${tables}
    select concat_ws(' ', c.patient_id, c.contact_point_id, c.purpose, c.state) as said from consent_state c`)
  return rows.map(({ said }) => said).sort()
}

describe('recordConsent', () => {
  it('writes nothing for nothing', async () => {
    const before = await clinic.rows('patients.consent', 'id')
    const entries: readonly ConsentEntry[] = []
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      recordConsent(tx.as('patients'), entries, { method: 'front_desk', evidence: 'form', actor: importer }),
    )
    expect(await clinic.rows('patients.consent', 'id')).toHaveLength(before.length)
  })
})
