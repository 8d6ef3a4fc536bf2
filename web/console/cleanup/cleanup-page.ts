import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const cleanupPage: ConsolePage = {
  path: paths.cleanup,
  section: 'patients',
  label: 'cleanup.title',
  icon: 'recordCheck',
  combo: 'KeyG KeyU',
  waiting: (session) => session.waiting.cleanup,
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'cleanup',
      component: lazyRouteComponent(() => import('./Cleanup.tsx'), 'Cleanup'),
    }),
  ],
}
