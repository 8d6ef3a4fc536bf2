import type { ModuleDb } from '../../platform/db/module-db.ts'
import { when } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import type { GuidedStart } from '../contract/guided-start.ts'
import { judgeStart } from '../rules/guided-start.ts'
import { newestStartChoice, startFacts } from '../store/start-facts.ts'

export interface StartQuestion {
  readonly reading: Reading
  /** Links in messages open outside of this network. */
  readonly linksOpen: boolean
}

/** How far the clinic is with its start, and what is missing; follows from the facts at every look. */
export async function readGuidedStart(
  db: ModuleDb<'insights'>,
  { reading, linksOpen }: StartQuestion,
): Promise<Pick<GuidedStart, 'left' | 'steps'>> {
  const said = await newestStartChoice(db)
  const steps = judgeStart({ ...(await startFacts(db)), linksOpen })
  return {
    left: said?.choice === 'not_now' ? { at: when(said.at, reading, db.now), by: said.by } : null,
    steps: steps.map(({ gaps, ...step }) => ({ ...step, gaps: [...gaps] })),
  }
}
