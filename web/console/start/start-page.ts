import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const startPage: ConsolePage = {
  path: paths.start,
  section: 'top',
  label: 'start.title',
  icon: 'flag',
  // Today leads here until everything is done; a menu is for what comes back every day.
  isOffMenu: true,
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'start',
      component: lazyRouteComponent(() => import('./Start.tsx'), 'Start'),
    }),
  ],
}
