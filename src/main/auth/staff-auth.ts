import { betterAuth } from 'better-auth'
import { magicLink, twoFactor } from 'better-auth/plugins'
import { type Connection, openLibraryPool } from '../../platform/db/pool.ts'
import { staffUsers } from './staff-users.ts'

/** Minutes that a one-time sign-in link lives. */
const linkMinutes = 15

export interface StaffAuthOptions {
  readonly connection: Connection
  /** Signs sessions; 32 characters or more. */
  readonly secret: string
  /** Where staff reach the server; decides whether cookies are Secure. */
  readonly baseUrl: string
  /** Nobody named the one address: staff come by whatever name or number of this machine they know. */
  readonly hasManyAddresses?: boolean
  /** Told of every session that is made, before its cookie is handed out. */
  readonly onSession?: (sessionId: string) => Promise<void>
}

/** A signed-in account and the session it is signed in by. */
export interface HeldSession {
  readonly sessionId: string
  readonly token: string
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
}

// The library looks at a request's origin only where it thinks that it is not being tested, unless told so.
const advanced = {
  cookiePrefix: 'kembali',
  defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
  disableOriginCheck: false,
} as const

const rateLimit = {
  enabled: true,
  storage: 'database',
  customRules: { '/sign-in/email': { window: 60, max: 10 } },
} as const

/**
 * Staff accounts on better-auth: password with optional TOTP, and one-time links. Nobody signs up by themselves; a GET
 * spends nothing (law 11): the link's page posts its token to our own route, which calls `spendSignInLink`.
 */
export function openStaffAuth(options: StaffAuthOptions) {
  const pool = openLibraryPool(options.connection, 'auth')
  const links = new Map<string, string>()
  const auth = betterAuth({
    database: pool,
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    trustedOrigins: options.hasManyAddresses === true ? originsAsked : [],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: 12 * 3600, updateAge: 600 },
    databaseHooks: { session: { create: { after: async ({ id }) => options.onSession?.(id) } } },
    rateLimit,
    advanced,
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      twoFactor({ issuer: 'Kembali' }),
      magicLink({
        expiresIn: linkMinutes * 60,
        disableSignUp: true,
        sendMagicLink: async ({ email, token }) => {
          links.set(email, token)
        },
      }),
    ],
  })

  return {
    auth,
    ...staffUsers(auth),
    close: async (): Promise<void> => pool.end(),

    /** The session of these cookies; null when nobody is signed in by them. */
    sessionOf: async (headers: Headers): Promise<HeldSession | null> => {
      const held = await auth.api.getSession({ headers })
      if (held === null) return null
      const { id, name, email } = held.user
      return { sessionId: held.session.id, token: held.session.token, user: { id, name, email } }
    },

    /** The session is over: its cookie opens nothing any more. */
    endSession: async (token: string): Promise<void> => {
      const context = await auth.$context
      await context.internalAdapter.deleteSession(token)
    },

    /** Token of a one-time sign-in link for an existing account. */
    issueSignInLink: async (email: string): Promise<string> => {
      await auth.api.signInMagicLink({ body: { email: email.toLowerCase() }, headers: new Headers() })
      const token = links.get(email.toLowerCase())
      links.delete(email.toLowerCase())
      if (token === undefined) throw new Error('no sign-in link was made')
      return token
    },

    /** Spends a link; the answer carries the session cookie, or an error status. */
    spendSignInLink: async (token: string, headers: Headers): Promise<Response> =>
      auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true }),
  }
}

/** A page of this very server: its origin is the address that the request was sent to. */
function originsAsked(request?: Request): string[] {
  const host = request?.headers.get('host')
  return host ? [`http://${host}`, `https://${host}`] : []
}

export type StaffAuth = ReturnType<typeof openStaffAuth>
