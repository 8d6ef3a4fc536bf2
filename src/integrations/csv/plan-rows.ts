import type { TreatmentPlanRecord } from '../../patients/rules/records.ts'
import type { ImportRecord } from '../import/source.ts'
import { isBefore } from '../import/values.ts'
import { planItemStateOf, planStatusOf } from './clinical-words.ts'
import { codedRow, patientOf, rowId } from './named-row.ts'
import type { Row } from './row.ts'

const unknownWord = 'a word we do not know: give it a meaning in the mapping'

/** A row of a table of treatment plans → treatment plan. Without a status, one that has ended is completed. */
export function readPlanRow(row: Row): readonly ImportRecord[] {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return []
  const code = row.id('code')
  const title = row.text('title')
  if (code === null && title === null) return row.refuseRow('title', 'neither code nor name')
  const startsAt = row.moment('startsAt')
  const endsAt = row.moment('endsAt')
  const status = planStatus(row, endsAt)
  if (status === null) return row.refuseRow('status', unknownWord)
  const named = [patientExternalId, code ?? title, startsAt ?? '-']
  const externalId = rowId(row, named)
  if (externalId === null) return []
  return [
    {
      kind: 'treatment_plan',
      externalId,
      patientExternalId,
      system: row.text('system'),
      code,
      title,
      status,
      startsAt,
      endsAt,
      items: [],
      itemExternalIds: [],
    },
  ]
}

function planStatus(row: Row, endsAt: string | null): TreatmentPlanRecord['status'] | null {
  const told = row.text('status')
  if (told !== null) return planStatusOf(told)
  return endsAt !== null && isBefore(endsAt, row.context.now) ? 'completed' : 'active'
}

/** A row of a table of what is planned → thing to be done; without a status it is open. */
export function readPlanItemRow(row: Row): readonly ImportRecord[] {
  const coded = codedRow(row)
  if (coded === null) return []
  const { patientExternalId, code, display, name } = coded
  const told = row.text('status')
  const state = told === null ? 'open' : planItemStateOf(told)
  if (state === null) return row.refuseRow('status', unknownWord)
  const planExternalId = row.id('plan')
  const plannedOn = row.day('plannedOn')
  // The same crown on two teeth is two things to be done.
  const named = [patientExternalId, planExternalId ?? '-', name, row.id('site') ?? '-', plannedOn ?? '-']
  const externalId = rowId(row, named)
  if (externalId === null) return []
  return [
    {
      kind: 'plan_item',
      externalId,
      patientExternalId,
      planExternalId,
      system: row.text('system'),
      code,
      display,
      state,
      plannedOn,
      valueMinor: row.money('value'),
    },
  ]
}
