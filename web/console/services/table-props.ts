import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Schedule } from '../../../src/scheduling/contract/schedule-pages.ts'
import type { RowGroup } from '../../ui/data-table/column.ts'
import { useText } from '../messages/use-text.ts'
import type { PartRow } from './use-schedule-changes.ts'

export interface ScheduleTableProps {
  /** Undefined while it loads, or when it could not be. */
  readonly schedule: Schedule | undefined
  readonly problem: ReactNode
  /** The page's main button; an empty table has it too. Left out: this person may not. */
  readonly add: ReactNode
}

type MayEnd = { readonly endedAt: unknown }

/** What is in use first, what has ended under a heading of its own; without ended rows no heading is needed. */
export function useEndedLast() {
  const text = useText()
  const groupOf = ({ endedAt }: MayEnd): RowGroup =>
    endedAt === null
      ? { id: 'used', label: text('services.inUse') }
      : { id: 'ended', label: text('services.retired') }
  return <Row extends MayEnd>(rows: readonly Row[] | undefined) => ({
    rows: rows?.toSorted((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null)),
    ...(rows?.some(({ endedAt }) => endedAt !== null) ? { groupOf } : {}),
  })
}

type Openable = PartRow & MayEnd & { readonly isImported?: boolean }

/** Opens the editor of a row that is in use; of one that was retired here it asks whether that is back. */
export function useOpenRow(pathOf: (id: string) => string) {
  const navigate = useNavigate()
  const [asked, setAsked] = useState<PartRow | null>(null)
  return {
    asked,
    close: () => setAsked(null),
    open: (row: Openable): void => {
      if (row.endedAt === null) void navigate({ to: pathOf(row.id) })
      else if (row.isImported !== true) setAsked(row)
    },
  }
}
