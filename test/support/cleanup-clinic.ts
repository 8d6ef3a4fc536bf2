import { sql } from 'kysely'
import { findDuplicates } from '../../src/patients/find-duplicates.ts'
import { noteInvalidContactPoint } from '../../src/patients/note-invalid-contact-point.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { listCleanup } from '../../src/recall/list-cleanup.ts'
import { rebuildCycles } from '../../src/recall/rebuild-cycles.ts'
import type { CleanupKind } from '../../src/recall/rules/cleanup.ts'
import { recordPastVisit } from '../../src/scheduling/record-past-visit.ts'
import { ImportClinic } from './import-clinic.ts'

const header = 'id,first name,last name,birth date,sex,phone,email'

/** Bartek never had an address; Celina's e-mail bounced; Daria was never here; Edward's birth date is missing; Filip stays away. */
const people = [
  'A1,Anna,Zawadzka,1980-05-17,female,600100401,anna@example.com',
  'A2,Ania,Zawadzka,1980-05-17,female,600100402,anna@example.com',
  'B,Bartosz,Adamski,1970-01-02,male,,',
  'C,Celina,Bielska,1965-03-04,female,600100403,celina@example.com',
  'D,Daria,Cicha,1990-07-08,female,600100404,',
  'E,Edward,Dudek,,male,600100405,',
  'F,Filip,Erbel,1955-11-12,male,600100406,',
]

export const ewa = { kind: 'command_line', name: 'Ewa Zając' } as const

const reading = { language: 'en', country: 'PL', zone: 'Europe/Warsaw' } as const

/** A clinic with one thing of every kind that its records alone can show. */
export class CleanupClinic {
  readonly records: ImportClinic

  private constructor(records: ImportClinic) {
    this.records = records
  }

  static async open(connection: Connection, seed: string): Promise<CleanupClinic> {
    const clinic = new CleanupClinic(await ImportClinic.open(connection, { seed }))
    await clinic.records.csv([header, ...people, ''].join('\n'))
    for (const number of ['A1', 'A2', 'B', 'C', 'E']) await clinic.visit(number, '2026-09-01')
    await clinic.visit('F', '2024-10-01')
    await clinic.bounce('celina@example.com')
    await clinic.records.db.tenant(clinic.records.clinicId, async (tx) => rebuildCycles(tx.as('recall')))
    await findDuplicates(clinic.records.db, clinic.records.clinicId, {
      everyone: true,
      mergesCertain: false,
    })
    return clinic
  }

  async close(): Promise<void> {
    await this.records.db.close()
  }

  async tenant<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    return this.records.db.tenant(this.records.clinicId, work)
  }

  async idOf(number: string): Promise<string> {
    const [row] = await this.tenant((tx) =>
      tx.sql<{ id: string }>(
        sql`select id from patients.patient where clinic_id = ${tx.clinicId} and external_id = ${number}`,
      ),
    )
    if (row === undefined) throw new Error(`no ${number}`)
    return row.id
  }

  async visit(number: string, on: string): Promise<void> {
    const patientId = await this.idOf(number)
    await this.tenant((tx) =>
      recordPastVisit(tx.as('scheduling'), { patientId, on: Temporal.PlainDate.from(on), actor: ewa }),
    )
  }

  /** Brings what recall has computed in line with the facts, as the worker does. */
  async recompute(): Promise<void> {
    await this.tenant((tx) => rebuildCycles(tx.as('recall')))
  }

  async pointOf(address: string): Promise<string> {
    const [row] = await this.tenant((tx) =>
      tx.sql<{ id: string }>(
        sql`select id from patients.contact_point where clinic_id = ${tx.clinicId} and value = ${address}`,
      ),
    )
    if (row === undefined) throw new Error('no such address')
    return row.id
  }

  async bounce(address: string): Promise<void> {
    const id = await this.pointOf(address)
    await this.tenant((tx) => noteInvalidContactPoint(tx.as('patients'), id, 'no such mailbox'))
  }

  async list(kind: CleanupKind, owner?: string | null) {
    const question = { kind, owner, after: undefined, pageSize: 50, reading }
    const page = await this.tenant((tx) => listCleanup(tx.as('recall'), question))
    if (!page.ok) throw new Error(page.error.kind)
    return page.value.rows
  }

  /** The one item of a kind. */
  async itemOf(kind: CleanupKind): Promise<string> {
    const [row, ...others] = await this.list(kind)
    if (row === undefined || others.length > 0) throw new Error(`${others.length + 1} of ${kind}`)
    return row.item
  }

  /** Numbers of the patients on a list. */
  async numbers(kind: CleanupKind, owner?: string | null): Promise<readonly string[]> {
    return (await this.list(kind, owner)).map(({ number }) => number)
  }
}
