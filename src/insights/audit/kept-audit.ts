import { readClinic } from '../../clinic/read-clinic.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Audit } from '../contract/audit.ts'
import { newestMeasured } from '../store/audit-measurements.ts'
import { gainOfRecall, worthAsTheClinicSays } from './gain-of-recall.ts'
import { readAnswers } from './read-answers.ts'

/** The newest audit that was measured, with the answers and the value of a visit as people say them now; null: none yet. */
export async function keptAudit(db: ModuleDb<'insights'>): Promise<Audit | null> {
  const found = await newestMeasured(db)
  if (found === null) return null
  const clinic = await readClinic(db.as('clinic'))
  const { gain, recalled } = found
  return {
    ...found,
    gain:
      gain.visitValueFrom === 'visits' ? gain : gainOfRecall(recalled.people, worthAsTheClinicSays(clinic)),
    answers: await readAnswers(db),
  }
}
