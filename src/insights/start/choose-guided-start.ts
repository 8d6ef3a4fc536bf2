import { recordAudit } from '../../clinic/record-audit.ts'
import type { Actor } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { newestStartChoice, type StartChoice } from '../store/start-facts.ts'

/** Leaves the guided start for now, or takes it up again, for everybody of the clinic; saying it twice is saying it once. */
export async function chooseGuidedStart(
  db: ModuleDb<'insights'>,
  {
    choice,
    by,
  }: { readonly choice: StartChoice['choice']; readonly by: Extract<Actor, { readonly name: string }> },
): Promise<void> {
  const said = (await newestStartChoice(db))?.choice ?? 'go_on'
  if (said === choice) return
  await db.write
    .insertInto('insights.guided_start_choice')
    .values({ clinic_id: db.clinicId, id: db.ids.uuid(db.now), choice, made_at: db.now, made_by: by.name })
    .execute()
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: choice === 'not_now' ? 'guided_start.left' : 'guided_start.taken_up',
    subjectKind: 'guided_start',
    subjectId: null,
  })
}
