import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const audiencesPage: ConsolePage = {
  path: paths.audiences,
  section: 'outreach',
  label: 'audienceList.title',
  icon: 'audience',
  combo: 'KeyG KeyA',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'audiences',
      component: lazyRouteComponent(() => import('./list/Audiences.tsx'), 'Audiences'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'audiences/new',
      component: lazyRouteComponent(() => import('./editor/Audience.tsx'), 'NewAudience'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'audiences/$audienceId',
      component: lazyRouteComponent(() => import('./editor/Audience.tsx'), 'Audience'),
    }),
  ],
}
