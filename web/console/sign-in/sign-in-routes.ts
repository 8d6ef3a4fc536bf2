import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../shell/shell-route.ts'

/** The pages in front of the console. Tokens come after `#`, which browsers never send to a server. */
export const signInRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'sign-in',
    component: lazyRouteComponent(() => import('./SignIn.tsx'), 'SignIn'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'sign-in-link',
    component: lazyRouteComponent(() => import('./SignInLink.tsx'), 'SignInLink'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'set-up',
    component: lazyRouteComponent(() => import('./SetUp.tsx'), 'SetUp'),
  }),
]
