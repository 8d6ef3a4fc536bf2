import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const dueListPage: ConsolePage = {
  path: paths.dueList,
  section: 'patients',
  label: 'dueList.title',
  icon: 'calendarDue',
  combo: 'KeyG KeyD',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'due-list',
      component: lazyRouteComponent(() => import('./DueList.tsx'), 'DueList'),
    }),
  ],
}
