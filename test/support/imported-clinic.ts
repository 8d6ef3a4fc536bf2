import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { sql } from 'kysely'
import { importCsv } from '../../src/integrations/import/import-csv.ts'
import { scheduledJobs } from '../../src/main/worker/scheduled-jobs.ts'
import type { Connection } from '../../src/platform/db/pool.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { type CampaignClinic, campaignClinic, desk, shippedDocument } from './campaign-clinic.ts'
import { importer } from './import-clinic.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A clinic whose patients come from tables, with a running recall campaign and a worker that comes when it is told. */
export interface ImportedClinic extends Pick<CampaignClinic, 'given' | 'clock' | 'db' | 'clinicId'> {
  /** Takes a table in, as an export of the system of this name, with consent to recall for all in it. */
  take(table: string, kind: 'patients' | 'visits' | 'appointments', source?: string): Promise<void>
  /** One round of the worker: duplicates, due dates, enrolment, planning; and what is queued stays queued. */
  plan(): Promise<void>
  /** The same, and what may go out goes out. */
  work(): Promise<void>
  /** Rows of a query of this clinic, which it gets as a parameter. */
  rows<Row>(query: (clinicId: string) => ReturnType<typeof sql>): Promise<readonly Row[]>
}

const jobs = ['recall.roll-over', 'campaigns.enrol']

export async function importedClinic(
  connection: Connection,
  wish: { readonly name: string; readonly types: readonly string[] },
): Promise<ImportedClinic> {
  const clinic = await campaignClinic(connection, { patients: 0, name: wish.name })
  const { db, clinicId } = clinic
  await db.tenant(clinicId, async (tx) =>
    enableRecallTypes(tx.as('recall'), { keys: [...wish.types], by: desk, packs: await loadRecallPacks() }),
  )
  await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
  const log = {
    error: (told: object) => {
      throw new Error('scheduled work failed', { cause: 'err' in told ? told.err : told })
    },
  }
  const look = async (): Promise<void> => {
    for (const job of scheduledJobs({ db, log })) if (jobs.includes(job.name)) await job.run()
  }
  return {
    ...clinic,
    take: async (table, kind, source = 'registry') => {
      const path = join(temporaryFolder(), 'export.csv')
      writeFileSync(path, table)
      const declared = { purposes: ['care_recall', 'visit_admin'] as const, evidence: 'registration form' }
      const done = await importCsv({ db, clinicId, actor: importer, path, kind, source, declared })
      if (!done.ok) throw new Error(done.error.reason)
      const [refused] = done.value.refused
      if (refused !== undefined) throw new Error(`line ${refused.line}: ${refused.field} ${refused.reason}`)
    },
    plan: async () => {
      await look()
      await clinic.plan()
    },
    work: async () => {
      await look()
      await clinic.work()
    },
    rows: async <Row>(query: (clinicId: string) => ReturnType<typeof sql>) =>
      db.tenant(clinicId, async (tx) => tx.sql<Row>(query(clinicId) as ReturnType<typeof sql<Row>>)),
  }
}
