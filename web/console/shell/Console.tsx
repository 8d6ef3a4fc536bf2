import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { UiProvider } from '../../ui/UiProvider.tsx'
import { queryClient } from '../api/query-client.ts'
import { ConsoleIntl } from '../messages/ConsoleIntl.tsx'
import { router } from './router.ts'

/** The whole console: language, theme and keys, data, pages. */
export function Console() {
  return (
    <ConsoleIntl>
      <UiProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </UiProvider>
    </ConsoleIntl>
  )
}
