import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const channelsPage: ConsolePage = {
  path: paths.channels,
  section: 'settings',
  label: 'channels.title',
  icon: 'message',
  combo: 'KeyG KeyL',
  roles: ['owner', 'manager'],
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/channels',
      component: lazyRouteComponent(() => import('./Channels.tsx'), 'Channels'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'settings/channels/new',
      component: lazyRouteComponent(() => import('./form/NewAccount.tsx'), 'NewAccount'),
    }),
  ],
}
