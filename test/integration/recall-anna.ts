import { enableRecallTypes } from '../../src/recall/enable-recall-types.ts'
import { markPatientsDirty } from '../../src/recall/mark-patients-dirty.ts'
import { loadRecallPacks } from '../../src/recall/packs/load-recall-packs.ts'
import { recomputeDirty } from '../../src/recall/recompute-dirty.ts'
import type { RecallClinic } from './recall-clinic.ts'
import { finishedVisit, recordOf, writeFacts, writePerson, writeServices } from './recall-tables.ts'

export const start = Temporal.Instant.from('2026-11-22T10:00:00Z')
export const by = { kind: 'staff', id: '0', name: 'Ewa Zając', role: 'manager' } as const
export const typeKey = 'dental_hygiene'
export const day = (text: string) => Temporal.PlainDate.from(text)

const packs = await loadRecallPacks()

export interface AnnasClinic {
  readonly clinic: RecallClinic
  readonly anna: string
  readonly services: ReadonlyMap<string, string>
}

/** Anna comes into a clinic that asks for these types; her hygiene was in April. */
export async function withAnna(clinic: RecallClinic, keys: readonly string[]): Promise<AnnasClinic> {
  return clinic.tenant(async (tx) => {
    const services = await writeServices(tx)
    const survivor = recordOf({ visits: [finishedVisit('2026-04-15T09:00:00Z', 'hygiene')] })
    const anna = await writePerson(tx, { survivor, duplicates: [] }, { externalId: 'anna', services })
    await enableRecallTypes(tx.as('recall'), { keys: [...keys], by, packs })
    return { clinic, anna, services }
  })
}

/** Facts arrive for Anna, she is marked as the events do, and the job runs. */
export async function arrives(
  { clinic, anna, services }: AnnasClinic,
  facts: Parameters<typeof recordOf>[0],
): ReturnType<typeof recomputeDirty> {
  return clinic.tenant(async (tx) => {
    await writeFacts(tx, anna, { record: recordOf(facts), services })
    await markPatientsDirty(tx.as('recall'), [anna])
    return recomputeDirty(tx.as('recall'))
  })
}
