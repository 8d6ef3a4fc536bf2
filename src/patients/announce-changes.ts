import type { ModuleDb } from '../platform/db/module-db.ts'
import type { PatientsChanged } from './events.ts'

const idsPerEvent = 5_000

/** Publishes `patients.changed` for these patients, each once, in sets that a subscriber takes in one statement. */
export async function announceChanges(db: ModuleDb<'patients'>, patientIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(patientIds)]
  for (let start = 0; start < ids.length; start += idsPerEvent) {
    await db.emit({
      type: 'patients.changed',
      patientIds: ids.slice(start, start + idsPerEvent),
    } satisfies PatientsChanged)
  }
}
