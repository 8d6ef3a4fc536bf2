import { afterAll } from 'vitest'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import type { TenantTransaction } from '../../src/platform/db/module-db.ts'
import { openPool } from '../../src/platform/db/pool.ts'
import type { DomainEvent } from '../../src/platform/events/domain-event.ts'
import { seededIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { testDatabase } from '../support/database.ts'

export interface RecallClinic {
  readonly clinicId: ClinicId
  /** Work in one transaction of the clinic. */
  tenant<T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T>
}

/** A database of the calling test file with a clock that stands still, and the events it publishes. */
export async function recallDatabase(start: string) {
  const { connection } = await testDatabase()
  const clock = new MovableClock(Temporal.Instant.from(start))
  const events: DomainEvent[] = []
  const database = new Database({
    pool: openPool(connection),
    clock,
    ids: seededIds('recall'),
    dispatch: async (_, event) => {
      events.push(event)
    },
  })
  afterAll(() => database.close())
  let clinics = 0
  const newClinic = async (zone = 'Europe/Warsaw'): Promise<RecallClinic> => {
    clinics += 1
    const made = await createClinic(
      database,
      {
        name: `Clinic ${clinics}`,
        practiceType: 'dental',
        country: 'PL',
        zone,
        language: 'pl',
        currency: 'PLN',
      },
      { kind: 'system', name: 'test' },
    )
    if (!made.ok) throw new Error(made.error.kind)
    const clinicId = made.value.id
    return { clinicId, tenant: (work) => database.tenant(clinicId, work) }
  }
  return { clock, database, events, newClinic }
}

export async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = []
  for await (const row of rows) found.push(row)
  return found
}
