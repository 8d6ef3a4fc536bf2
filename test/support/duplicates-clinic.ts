import { sql } from 'kysely'
import { findDuplicates } from '../../src/patients/find-duplicates.ts'
import { listDuplicates } from '../../src/patients/list-duplicates.ts'
import type { ModuleDb } from '../../src/platform/db/module-db.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { ImportClinic } from './import-clinic.ts'

const header = 'id,first name,last name,birth date,sex,phone,email,address,city,postcode,pesel,sms consent'

/** One person on two records. */
export const anna =
  'A,Anna,Zawadzka,1980-05-17,female,600100401,anna@example.com,ul. Lipowa 4/2,Kraków,30-001,,yes'
export const annaAgain =
  'B,Ania,Zawadzka,1980-05-17,female,600100402,anna@example.com,Lipowa 4 m. 2,Krakow,30001,,yes'

export const ewa = { kind: 'command_line', name: 'Ewa' } as const

type State = 'proposed' | 'merged' | 'kept_apart'

/** A clinic whose records are looked through for duplicates. */
export class DuplicatesClinic {
  readonly records: ImportClinic

  private constructor(records: ImportClinic) {
    this.records = records
  }

  static async open(connection: Connection, seed: string): Promise<DuplicatesClinic> {
    return new DuplicatesClinic(await ImportClinic.open(connection, { seed }))
  }

  async close(): Promise<void> {
    await this.records.db.close()
  }

  async ask<T>(work: (db: ModuleDb<'patients'>) => Promise<T>): Promise<T> {
    return this.records.db.tenant(this.records.clinicId, async (tx) => work(tx.as('patients')))
  }

  async bring(...rows: readonly string[]): Promise<void> {
    await this.records.csv([header, ...rows, ''].join('\n'))
  }

  async search(wish: { readonly everyone?: boolean; readonly mergesCertain?: boolean } = {}) {
    const { db, clinicId } = this.records
    return findDuplicates(db, clinicId, { everyone: false, mergesCertain: true, ...wish })
  }

  async list(state: State = 'proposed') {
    const reading = { language: 'en', country: 'PL', zone: 'Europe/Warsaw' } as const
    return this.ask((db) => listDuplicates(db, { state, page: 1, pageSize: 50 }, reading))
  }

  /** The pairs of a state by the numbers of their records: A+B. */
  async pairs(state: State = 'proposed'): Promise<readonly string[]> {
    return (await this.list(state)).rows.map(({ one, other }) =>
      [one.number, other.number].toSorted().join('+'),
    )
  }

  async idOf(number: string): Promise<string> {
    const [row] = await this.ask((db) =>
      db.sql<{ id: string }>(
        sql`select id from patients.patient where clinic_id = ${db.clinicId} and external_id = ${number}`,
      ),
    )
    if (row === undefined) throw new Error(`no ${number}`)
    return row.id
  }

  /** The pair of these two records, as decisions name it. */
  async pair(one = 'A', other = 'B') {
    return { oneId: await this.idOf(one), otherId: await this.idOf(other) }
  }

  async audited(): Promise<readonly string[]> {
    const rows = await this.records.rows<{ action: string; actor_name: string }>('clinic.audit', 'id')
    return rows
      .filter(({ action }) => action.startsWith('patient.'))
      .map(({ action, actor_name }) => `${action} by ${actor_name}`)
  }
}
