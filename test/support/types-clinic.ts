import type { Connection } from '../../src/platform/db/pool.ts'
import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { loadRecallPacks, type ShippedRecallType } from '../../src/recall/packs/load-recall-packs.ts'
import { finishedVisit, recordOf, writePeople, writeServices } from '../integration/recall-tables.ts'
import { type OutreachClinic, outreachClinic } from './outreach-clinic.ts'

const visits = ['2025-01-10', '2026-04-15', '2026-06-01', '2026-10-30']

/** A dental clinic on 24 November 2026 with four patients, each with one visit for hygiene; no type is on. */
export async function typesClinic(connection: Connection, name: string): Promise<OutreachClinic> {
  const clinic = await outreachClinic(connection, { name })
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const services = await writeServices(tx)
    const people = visits.map((on, index) => ({
      externalId: `p${index}`,
      person: {
        survivor: recordOf({ visits: [finishedVisit(`${on}T09:00:00Z`, 'hygiene')] }),
        duplicates: [],
      },
    }))
    await writePeople(tx, people, services)
  })
  return clinic
}

/** Enables a type as its pack had it before it said what it says now. */
export async function enableOlder(
  { db, clinicId }: OutreachClinic,
  key: string,
  older: Partial<ShippedRecallType>,
): Promise<void> {
  const packs = await loadRecallPacks()
  const type = packs.get(key)
  if (type === undefined) throw new Error(`no type ${key}`)
  const done = await db.tenant(clinicId, async (tx) =>
    enableRecallTypes(tx.as('recall'), {
      keys: [key],
      by: { kind: 'command_line', name: 'Dr Lis' },
      packs: new Map(packs).set(key, { ...type, ...older }),
    }),
  )
  if (!done.ok) throw new Error(done.error.kind)
}
