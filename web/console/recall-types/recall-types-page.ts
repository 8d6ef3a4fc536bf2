import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const recallTypesPage: ConsolePage = {
  path: paths.recallTypes,
  section: 'settings',
  label: 'recallTypes.title',
  icon: 'refresh',
  combo: 'KeyG KeyR',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/recall-types',
      component: lazyRouteComponent(() => import('./RecallTypes.tsx'), 'RecallTypes'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/recall-types/new',
      component: lazyRouteComponent(() => import('./form/EditRecallType.tsx'), 'NewRecallType'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/recall-types/$key/edit',
      component: lazyRouteComponent(() => import('./form/EditRecallType.tsx'), 'EditRecallType'),
    }),
  ],
}
