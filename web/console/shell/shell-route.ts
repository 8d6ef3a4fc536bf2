import { createRootRoute, createRoute, isRedirect, redirect } from '@tanstack/react-router'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import { signedOutBy } from '../api/signed-out.ts'
import { showLanguage } from '../messages/language.ts'
import { paths } from './paths.ts'

export const rootRoute = createRootRoute()

/** The parent of every page behind sign-in. It has loaded the session and the reader's language before it shows. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    try {
      const session = await queryClient.ensureQueryData(sessionQuery)
      await showLanguage(session.staff.language)
    } catch (error) {
      const why = signedOutBy(error)
      if (why === null || isRedirect(error)) throw error
      throw redirect({
        to: paths.signIn,
        search: { back: location.href, ...(why === 'idle' ? { ended: 'idle' } : {}) },
      })
    }
  },
})
