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
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/services/new',
      component: lazyRouteComponent(() => import('./form/EditService.tsx'), 'NewService'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/services/$id/edit',
      component: lazyRouteComponent(() => import('./form/EditService.tsx'), 'EditService'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/services/people/new',
      component: lazyRouteComponent(() => import('./form/EditPerson.tsx'), 'NewPerson'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/services/people/$id/edit',
      component: lazyRouteComponent(() => import('./form/EditPerson.tsx'), 'EditPerson'),
    }),
  ],
}
