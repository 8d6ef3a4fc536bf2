import type { ModuleDb } from '../platform/db/module-db.ts'
import { announceChanges } from './announce-changes.ts'
import { importedPatientId } from './imported-patient-id.ts'
import { markForMatching } from './mark-for-matching.ts'
import type { LinkRecord } from './rules/records.ts'
import { shareOptOuts } from './share-opt-outs.ts'
import { linkRecords } from './store/lineage.ts'

/**
 * Says which records of a source are the same person: the first lives on as the second. A record always points at
 * the one that is alive now, never along a chain. Both must be stored. An opt-out of either is one of both. Returns how
 * many were changed.
 */
export async function linkPatients(
  db: ModuleDb<'patients'>,
  source: string,
  links: readonly LinkRecord[],
): Promise<number> {
  if (links.length === 0) return 0
  const changes = await linkRecords(
    db,
    links.map((link) => ({
      from: importedPatientId(db.clinicId, source, link.externalId),
      into: importedPatientId(db.clinicId, source, link.into),
    })),
  )
  if (changes.size === 0) return 0
  const changed = [...changes.keys(), ...changes.values()]
  await shareOptOuts(db, [...changes], { kind: 'system', name: 'import' })
  await markForMatching(db, changed)
  await announceChanges(db, changed)
  return changes.size
}
