import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { Revised } from './store/plan.ts'

/** What somebody began to change, and what it said then. */
export interface Known {
  readonly id: string
  readonly revision: string
}

export type ScheduleRefusal =
  | { readonly kind: 'not_found' | 'key_taken' | 'in_the_past' | 'unknown_zone' }
  /** Somebody else, a schedule file or an import has changed it since. */
  | { readonly kind: 'changed_meanwhile' }
  /** Its records say what it is called and when it ends; the practice system tells its times. */
  | { readonly kind: 'of_records' | 'hours_of_practice' }

/** The row as it was seen, or why it cannot be changed so; read under the lock of the schedule. */
export function asSeen<Row extends Revised>(
  row: Row | undefined,
  { revision }: Known,
): Result<Row, ScheduleRefusal> {
  if (row === undefined) return fail({ kind: 'not_found' })
  return row.revision === revision ? ok(row) : fail({ kind: 'changed_meanwhile' })
}
