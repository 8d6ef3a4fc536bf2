import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect } from 'react'
import type {
  SaveResource,
  SaveService,
  VisitsAhead,
  VisitsAheadQuestion,
} from '../../../../src/scheduling/contract/schedule-pages.ts'
import { notifyFailed } from '../../../ui/notify/Notify.tsx'
import { ApiError } from '../../api/api-error.ts'
import { type KnownProblems, useProblemText } from '../../shell/problem-text.ts'
import { scheduleKey } from '../use-schedule.ts'
import { askVisitsAhead, type Part, type PartRow, useSavePart } from '../use-schedule-changes.ts'

interface SavingWish {
  /** As it is now; null: a new one. */
  readonly current: PartRow | null
  /** As it was when somebody began to change it. */
  readonly seen: PartRow | null
  readonly fields: RefObject<HTMLFormElement | null>
  readonly onSaved: () => void
  /** Told at a field instead; true: it was. */
  readonly onRefused?: (type: string) => boolean
}

const known: KnownProblems = {
  of_records: 'services.ofRecords',
  hours_of_practice: 'services.ofPractice',
  key_taken: 'services.faultKeyTaken',
}

/** Saving what an editor of the schedule holds; whoever is second is told and keeps what they wrote. */
export function useSaving(part: Part, { current, seen, fields, onSaved, onRefused }: SavingWish) {
  const problemText = useProblemText()
  const queries = useQueryClient()
  const saving = useSavePart(part, onSaved)
  const asking = useMutation({
    mutationFn: async (question: VisitsAheadQuestion) => askVisitsAhead(question),
  })
  const fail = (error: unknown): void => {
    const type = error instanceof ApiError ? error.problem.type : ''
    // The notice over the fields tells that one.
    if (type === 'changed_meanwhile') void queries.invalidateQueries({ queryKey: scheduleKey })
    else if (onRefused?.(type) !== true) notifyFailed(problemText(error, known))
  }
  useEffect(() => fields.current?.querySelector('input')?.focus(), [fields])
  return {
    known: seen === null ? {} : { known: { id: seen.id, revision: seen.revision } },
    save: (body: SaveService | SaveResource) => saving.mutate(body, { onError: fail }),
    askFirst: (question: VisitsAheadQuestion, then: (ahead: VisitsAhead) => void) =>
      asking.mutate(question, { onSuccess: then, onError: fail }),
    isBusy: saving.isPending || asking.isPending,
    isBehind:
      current !== null && seen !== null && current.revision !== seen.revision && saving.status !== 'success',
    goToFault: () =>
      requestAnimationFrame(() =>
        fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      ),
  }
}
