import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const inboxPage: ConsolePage = {
  path: paths.inbox,
  section: 'top',
  label: 'inbox.title',
  icon: 'inbox',
  combo: 'KeyG KeyI',
  waiting: (session) => session.waiting.inbox,
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'inbox',
      component: lazyRouteComponent(() => import('./Inbox.tsx'), 'Inbox'),
    }),
    // The open thread is part of the page's state, like any open row: moving through the list is one page.
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'inbox/$threadId',
      beforeLoad: ({ params }) => {
        throw redirect({ to: paths.inbox, search: { open: params.threadId }, replace: true })
      },
    }),
  ],
}
