import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const todayPage: ConsolePage = {
  path: paths.today,
  section: 'top',
  label: 'today.title',
  icon: 'sun',
  combo: 'KeyG KeyT',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'today',
      component: lazyRouteComponent(() => import('./Today.tsx'), 'Today'),
    }),
  ],
}
