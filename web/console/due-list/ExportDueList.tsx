import { useMutation } from '@tanstack/react-query'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { downloadFile } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { type DueView, filterOf } from './due-view.ts'

interface ExportDueListProps {
  readonly view: DueView
  readonly words: string
  /** Undefined while it is being counted. */
  readonly total: number | undefined
}

/** Everybody whom the list names, on every page of it and in its order, as a file for a spreadsheet. */
export function ExportDueList({ view, words, total = 0 }: ExportDueListProps) {
  const text = useText()
  const problemText = useProblemText()
  const exporting = useMutation({
    mutationFn: async () =>
      downloadFile('/api/due-list/export', { ...filterOf(view, words), sort: view.sort }),
    onSuccess: (file) => notifyDone(text('dueList.exported', { file })),
    onError: (error) => notifyFailed(problemText(error)),
  })
  if (total === 0) return null
  return (
    <ActionButton
      label={text('dueList.export')}
      icon="download"
      combo="KeyD"
      isBusy={exporting.isPending}
      onRun={() => exporting.mutate()}
    />
  )
}
