import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { signInRoutes } from '../sign-in/sign-in-routes.ts'
import { NotFound } from './NotFound.tsx'
import { PageFailure } from './PageFailure.tsx'
import { pages } from './pages.ts'
import { Shell } from './Shell.tsx'
import { rootRoute, shellRoute } from './shell-route.ts'

shellRoute.update({ component: Shell, errorComponent: PageFailure, notFoundComponent: NotFound })

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    const [first] = pages
    if (first) throw redirect({ to: first.path, replace: true })
  },
})

// Everything unknown stays inside the shell, so that the menu is there to go on from.
const unknownRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFound })

const routeTree = rootRoute.addChildren([
  shellRoute.addChildren([homeRoute, ...pages.flatMap((page) => page.routes), unknownRoute]),
  ...signInRoutes,
])

// Plain query strings instead of JSON in the address: `?tab=overdue&location=a&location=b`.
function parseSearch(text: string): Record<string, string | string[]> {
  const values = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(values.keys())].map((name) => {
      const all = values.getAll(name)
      return [name, all.length === 1 ? (all[0] ?? '') : all]
    }),
  )
}

function stringifySearch(search: Record<string, unknown>): string {
  const values = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' || typeof one === 'number') values.append(name, String(one))
    }
  }
  const text = values.toString()
  return text === '' ? '' : `?${text}`
}

export const router = createRouter({
  routeTree,
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: 300,
})
