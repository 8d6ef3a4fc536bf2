import type { ModuleDb } from '../../platform/db/module-db.ts'
import { ageOn, formatAge } from '../../platform/i18n/format-number.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { type CycleExplanation, explainCycle } from '../../recall/explain-cycle.ts'
import {
  presentArranged,
  presentInterval,
  presentPause,
  presentSilences,
} from '../../recall/present-explanation.ts'
import type { DueCycleDetail } from '../contract/due-list.ts'
import { type DueCycleRow, readDueCycleRow } from '../store/due-cycle.ts'
import { readOutreachFacts } from '../store/next-steps.ts'
import { readEnabledTypes } from '../store/recall-types.ts'
import { presentDay, presentDueRow } from './present-due-row.ts'

/** One open cycle with everything the panel shows; null when the patient has none of this type. */
export async function readDueCycle(
  db: ModuleDb<'insights'>,
  key: { readonly patientId: string; readonly typeKey: string },
  reading: Reading,
): Promise<DueCycleDetail | null> {
  const row = await readDueCycleRow(db, key)
  if (row === null) return null
  const types = await readEnabledTypes(db)
  const outreach = await readOutreachFacts(db, [row.patient_id])
  const typeNames = new Map(types.map((type) => [type.key, type.names]))
  const explained = await explainCycle(db.as('recall'), { patientId: row.patient_id, typeKey: row.type_key })
  const why = explained.ok ? explained.value : null
  const today = db.now.toZonedDateTimeISO(reading.zone).toPlainDate()
  return {
    ...presentDueRow(row, outreach.get(row.patient_id), { reading, now: db.now, typeNames }),
    age: row.birth_date === null ? null : formatAge(ageOn(row.birth_date, today), reading),
    round: row.round,
    triggeredOn: presentDay(row.triggered_on, reading),
    ...presentWhy(why, { reading, now: db.now }),
    dueComputed: presentDay(row.due_computed, reading),
    lapsesOn: presentDay(row.due_effective.add({ days: row.grace_days + 1 }), reading),
    override: presentOverride(row, reading),
    enabledBy: row.enabled_by,
    serviceKeys: [...row.service_keys],
  }
}

/** Only while it holds: an override that ran out is history. */
function presentOverride(row: DueCycleRow, reading: Reading): DueCycleDetail['override'] {
  const { override_due: due, override_by: by, override_expires_on: expiresOn } = row
  if (due === null || by === null || !due.equals(row.due_effective)) return null
  return {
    by,
    reason: row.override_reason ?? '',
    expiresOn: expiresOn === null ? null : presentDay(expiresOn, reading),
  }
}

/** What the facts say of this cycle; where they changed a moment ago they may say that there is none. */
function presentWhy(
  why: CycleExplanation | null,
  reader: { readonly reading: Reading; readonly now: Temporal.Instant },
) {
  if (why === null) return { isFirstRound: false, interval: null, arranged: null, silences: [], pause: null }
  return {
    isFirstRound: why.assessment.round?.start.kind === 'never_done',
    interval: presentInterval(why),
    arranged: presentArranged(why, reader),
    silences: presentSilences(why, reader),
    pause: presentPause(why, reader),
  }
}
