import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { createClinic } from '../../src/clinic/create-clinic.ts'
import type { Actor } from '../../src/clinic/rules/actor.ts'
import { type CsvImportRequest, importCsv } from '../../src/integrations/import/import-csv.ts'
import { importFhir } from '../../src/integrations/import/import-fhir.ts'
import type { ImportSummary } from '../../src/integrations/import/tally.ts'
import { MovableClock } from '../../src/platform/clock/clock.ts'
import { Database } from '../../src/platform/db/database.ts'
import { type Connection, openPool } from '../../src/platform/db/pool.ts'
import type { DomainEvent } from '../../src/platform/events/domain-event.ts'
import { seededIds } from '../../src/platform/ids/ids.ts'
import type { ClinicId } from '../../src/platform/rules/brand.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const importer: Actor = { kind: 'command_line', name: 'test' }

/** Monday, 23 November 2026, 09:00 in Warsaw. */
export const importedAt = Temporal.Instant.from('2026-11-23T08:00:00Z')

type Choices = Partial<Omit<CsvImportRequest, 'db' | 'clinicId' | 'actor' | 'path'>>

/** A clinic that nothing was imported into yet, and the events of what is. */
export class ImportClinic {
  readonly db: Database
  readonly clinicId: ClinicId
  readonly clock: MovableClock
  readonly events: readonly DomainEvent[]
  /** Told how many events came so far, inside the transaction, which waits for it; may throw. */
  onEvent: (count: number) => void | Promise<void> = () => undefined

  private constructor(parts: Pick<ImportClinic, 'db' | 'clinicId' | 'clock' | 'events'>) {
    this.db = parts.db
    this.clinicId = parts.clinicId
    this.clock = parts.clock
    this.events = parts.events
  }

  static async open(
    connection: Connection,
    wish: { readonly seed: string; readonly country?: string; readonly zone?: string },
  ): Promise<ImportClinic> {
    const clock = new MovableClock(importedAt)
    const events: DomainEvent[] = []
    let heard: ImportClinic | undefined
    const db = new Database({
      pool: openPool(connection, { size: 3 }),
      clock,
      ids: seededIds(wish.seed),
      dispatch: async (_tx, event) => {
        events.push(event)
        await heard?.onEvent(events.length)
      },
    })
    const clinic = await createClinic(
      db,
      {
        name: `Import ${wish.seed}`,
        practiceType: 'dental',
        country: wish.country ?? 'PL',
        zone: wish.zone ?? 'Europe/Warsaw',
        language: 'pl',
        currency: 'PLN',
      },
      importer,
    )
    if (!clinic.ok) throw new Error(clinic.error.kind)
    heard = new ImportClinic({ db, clinicId: clinic.value.id, clock, events })
    return heard
  }

  async fhir(path: string, choices: Choices = {}): Promise<ImportSummary> {
    const done = await importFhir({ db: this.db, clinicId: this.clinicId, actor: importer, path, ...choices })
    if (!done.ok) throw new Error(done.error.reason)
    return done.value
  }

  async csvFile(path: string, choices: Choices = {}) {
    const done = await importCsv({ db: this.db, clinicId: this.clinicId, actor: importer, path, ...choices })
    if (!done.ok) throw new Error(done.error.reason)
    return done.value
  }

  /** Imports a table written into a file of this name. */
  async csv(table: string | Buffer, choices: Choices & { readonly name?: string } = {}) {
    const { name = 'table.csv', ...rest } = choices
    const folder = mkdtempSync(join(tmpdir(), 'kembali-table-'))
    try {
      writeFileSync(join(folder, name), table)
      return await this.csvFile(join(folder, name), rest)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  /** Imports resources as one bulk file of this name. */
  async resources(resources: readonly object[], name = 'export.ndjson') {
    return this.fhir(fhirFolder({ [name]: ndjson(resources) }))
  }

  /** Rows of a tenant table, all columns but the clinic's. */
  async rows<Row>(table: string, order: string): Promise<readonly Row[]> {
    return this.db.tenant(this.clinicId, async (tx) =>
      tx.sql<Row>(
        sql`select * from ${sql.table(table)} where clinic_id = ${this.clinicId} order by ${sql.ref(order)}`,
      ),
    )
  }
}

export function ndjson(resources: readonly object[]): string {
  return `${resources.map((resource) => JSON.stringify(resource)).join('\n')}\n`
}

/** A folder with these files; a name that ends in .gz is packed. */
export function fhirFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
  }
  return folder
}

/** What a run wrote, without what it read. */
export function changes(summary: ImportSummary): Pick<ImportSummary, 'created' | 'updated' | 'consents'> {
  const { created, updated, consents } = summary
  return { created, updated, consents }
}

export const noChanges = { created: 0, updated: 0, consents: 0 }
