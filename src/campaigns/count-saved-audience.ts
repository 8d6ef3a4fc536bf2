import { sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ContactRules } from '../outreach/contact-rules.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { usualRoutes } from './contact-routes.ts'
import { type CountedAudience, countAudience } from './count-audience.ts'
import { readAudience } from './read-audience.ts'

interface SavedAudienceToCount {
  readonly audienceId: string
  readonly rules: ContactRules
}

/** Counts the newest version of a saved audience exactly and keeps its size for the list; null: there is no such audience. */
export async function countSavedAudience(
  db: ModuleDb<'campaigns'>,
  { audienceId, rules }: SavedAudienceToCount,
): Promise<CountedAudience | null> {
  const saved = await readAudience(db, audienceId)
  if (saved === null) return null
  const counted = await countAudience(db, {
    audience: saved.document,
    routes: usualRoutes(saved.document.programme.kind, { rules, place: await readClinic(db.as('clinic')) }),
    capPer30Days: null,
    mode: 'exact',
    sample: 'drawn',
  })
  // Somebody may have saved the next version while this one was counted.
  await db.run(sql`
    update campaigns.audience
    set size_matching = ${counted.matching.count}, size_reachable = ${counted.reachable.count}, counted_at = ${db.now}
    where clinic_id = ${db.clinicId} and id = ${audienceId} and version = ${saved.version} and ended_at is null`)
  return counted
}
