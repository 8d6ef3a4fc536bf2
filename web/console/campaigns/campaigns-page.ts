import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const campaignsPage: ConsolePage = {
  path: paths.campaigns,
  section: 'outreach',
  label: 'campaigns.title',
  icon: 'send',
  combo: 'KeyG KeyO',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'campaigns',
      component: lazyRouteComponent(() => import('./Campaigns.tsx'), 'Campaigns'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'campaigns/$campaignId',
      component: lazyRouteComponent(() => import('./Campaign.tsx'), 'Campaign'),
    }),
  ],
}
