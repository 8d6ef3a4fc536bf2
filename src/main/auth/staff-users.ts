import type { AuthContext } from 'better-auth'

interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** As much of the library as is used here, whatever its options. */
interface Library {
  readonly $context: Promise<{
    readonly internalAdapter: Pick<
      AuthContext['internalAdapter'],
      'findUserByEmail' | 'createUser' | 'linkAccount'
    >
    readonly password: Pick<AuthContext['password'], 'hash' | 'verify'>
  }>
}

const provider = 'credential'

/** Accounts by address and password; one address has one account, whatever clinics it opens. */
export function staffUsers(library: Library) {
  return {
    /** Makes an account; the caller makes the person staff of a clinic. Answers null when the address is taken. */
    createUser: async (user: Person): Promise<{ id: string } | null> => {
      const context = await library.$context
      const email = user.email.toLowerCase()
      if ((await context.internalAdapter.findUserByEmail(email)) !== null) return null
      const created = await context.internalAdapter.createUser(
        { name: user.name, email, emailVerified: true },
        { method: 'email-password' },
      )
      const password = await context.password.hash(user.password)
      await context.internalAdapter.linkAccount({
        userId: created.id,
        providerId: provider,
        accountId: created.id,
        password,
      })
      return { id: created.id }
    },

    /** Whose account this address and password open; null: nobody's. */
    userOf: async ({ email, password }: Omit<Person, 'name'>): Promise<{ id: string } | null> => {
      const context = await library.$context
      const found = await context.internalAdapter.findUserByEmail(email.toLowerCase(), {
        includeAccounts: true,
      })
      const hash = found?.accounts.find(({ providerId }) => providerId === provider)?.password
      if (found === null || !hash) return null
      return (await context.password.verify({ hash, password })) ? { id: found.user.id } : null
    },
  }
}
