import type { When } from '../../platform/contract/when.ts'
import { formatDueDate, when } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import type { Language } from '../../platform/rules/language.ts'
import type { DueListRow, NextStep } from '../contract/due-list.ts'
import { nextStep, type OutreachFacts, type PlannedStep } from '../rules/next-step.ts'
import type { DueRow } from '../store/due-rows.ts'

export interface Page {
  readonly reading: Reading
  readonly now: Temporal.Instant
  readonly typeNames: ReadonlyMap<string, Readonly<Record<Language, string>>>
}

const nothingInHand: OutreachFacts = { waitingThreadId: null, message: null, enrolment: null }

export function presentDueRow(row: DueRow, outreach: OutreachFacts | undefined, page: Page): DueListRow {
  const cycle = {
    silence:
      row.pause_kind === null || row.pause_kind === 'date'
        ? null
        : { kind: row.pause_kind, recalledBy: row.recalled_by },
    pausedUntil: row.paused_until,
    bookedAt: row.booked_at,
    isUnclear: row.is_unclear,
  }
  return {
    id: `${row.patient_id}:${row.type_key}`,
    patientId: row.patient_id,
    name: row.full_name,
    language: row.language,
    typeKey: row.type_key,
    typeName: page.typeNames.get(row.type_key)?.[page.reading.language] ?? row.type_key,
    due: presentDay(row.due_effective, page.reading),
    overdueDays: row.overdue_days,
    status: row.status,
    band: row.band,
    next: presentStep(nextStep(cycle, outreach ?? nothingInHand), page),
  }
}

/** A day without a time: due dates always carry their year. */
export function presentDay(day: Temporal.PlainDate, reading: Reading): When {
  return { iso: day.toString(), text: formatDueDate(day, reading) }
}

function presentStep(step: PlannedStep, { reading, now }: Page): NextStep {
  switch (step.kind) {
    case 'resumes':
      return { kind: 'resumes', at: presentDay(step.on, reading) }
    case 'visit':
      return { kind: 'visit', at: when(step.at, reading, now), isUnclear: step.isUnclear }
    case 'message':
      return { kind: 'message', channel: step.channel, at: when(step.at, reading, now) }
    case 'held':
      return { kind: 'held', reason: step.reason, at: step.at === null ? null : when(step.at, reading, now) }
    case 'planned':
      return { kind: 'planned', at: when(step.at, reading, now) }
    case 'silent':
    case 'answer':
    case 'hold_out':
    case 'over':
    case 'nothing':
      return step
    default:
      return assertNever(step)
  }
}
