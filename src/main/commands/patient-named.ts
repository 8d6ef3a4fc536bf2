import { findPatients } from '../../insights/why.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { CommandFailure, UsageFailure } from './problems.ts'

/** The patient whom a person at the keyboard names, by number in the practice system or by our id. */
export async function patientNamed(db: ModuleDb<'insights'>, name: string): Promise<string> {
  const [patient, ...others] = await findPatients(db, name)
  if (patient === undefined) throw new CommandFailure(`no patient has the number or id "${name}"`)
  if (others.length === 0) return patient.id
  const ids = [patient, ...others].map(({ id, source }) => `  ${id} (${source})`)
  throw new UsageFailure(`several patients have the number "${name}"; name one by its id:\n${ids.join('\n')}`)
}
