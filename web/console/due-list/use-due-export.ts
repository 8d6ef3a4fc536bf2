import { useMutation } from '@tanstack/react-query'
import type { ListTool } from '../../ui/filter-bar/filter.ts'
import { notifyDone, notifyFailed } from '../../ui/notify/Notify.tsx'
import { downloadFile } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import { type DueView, filterOf } from './due-view.ts'

/** Everybody whom the list names, on every page of it and in its order, as a file for a spreadsheet. */
export function useDueExport(view: DueView, words: string): ListTool {
  const text = useText()
  const problemText = useProblemText()
  const exporting = useMutation({
    mutationFn: async () =>
      downloadFile('/api/due-list/export', { ...filterOf(view, words), sort: view.sort }),
    onSuccess: (file) => notifyDone(text('dueList.exported', { file })),
    onError: (error) => notifyFailed(problemText(error)),
  })
  return {
    label: text('dueList.export'),
    icon: 'download',
    combo: 'KeyD',
    isBusy: exporting.isPending,
    onRun: () => exporting.mutate(),
  }
}
