import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const auditPage: ConsolePage = {
  path: paths.audit,
  section: 'insights',
  label: 'audit.title',
  icon: 'clipboard',
  combo: 'KeyG KeyS',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'audit',
      component: lazyRouteComponent(() => import('./Audit.tsx'), 'Audit'),
    }),
  ],
}
