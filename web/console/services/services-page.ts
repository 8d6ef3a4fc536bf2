import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const servicesPage: ConsolePage = {
  path: paths.services,
  section: 'settings',
  label: 'services.title',
  icon: 'clock',
  combo: 'KeyG KeyH',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/services',
      component: lazyRouteComponent(() => import('./Services.tsx'), 'Services'),
    }),
  ],
}
