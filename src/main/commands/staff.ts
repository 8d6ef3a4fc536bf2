import { defineCommand } from 'citty'
import { sql } from 'kysely'
import { endStaff } from '../../clinic/end-staff.ts'
import { staffRoles } from '../../clinic/rules/actor.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { issueSetUpLink } from '../auth/set-up-link.ts'
import { openStaffAuth } from '../auth/staff-auth.ts'
import { sessionKey } from '../runtime/session-key.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const list = defineCommand({
  meta: { name: 'list', description: 'who may sign in, as what' },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const rows = await db.tenant(clinic, async (tx) =>
        tx.sql<{ name: string; email: string; role: string }>(sql`
          select name, email, role from clinic.staff where clinic_id = ${clinic} and ended_at is null order by created_at`),
      )
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0)
        return terminal.answer('Nobody yet: "kembali staff link" makes the link for the first account.')
      terminal.answer(
        asTable(
          ['name', 'e-mail', 'role'],
          rows.map((row) => [row.name, row.email, row.role]),
        ),
      )
    }),
})

const link = defineCommand({
  meta: { name: 'link', description: 'a one-time link by which a person makes their account (valid 7 days)' },
  args: {
    ...clinicArguments,
    role: {
      type: 'string',
      description: `what they become: ${staffRoles.join(', ')}`,
      default: 'owner',
      valueHint: 'role',
    },
  },
  run: async ({ args }) => {
    const role = staffRoles.find((known) => known === args.role)
    if (role === undefined) throw new UsageFailure(`--role must be one of ${staffRoles.join(', ')}`)
    await withClinic(args, async ({ db, config }, clinic) => {
      const { path } = await issueSetUpLink(db, clinic, role)
      const url = config.publicUrl === undefined ? path : `${config.publicUrl}${path}`
      terminal.answer(args.json ? asJson({ link: url, role }) : url)
    })
  },
})

const signIn = defineCommand({
  meta: {
    name: 'sign-in',
    description:
      'a one-time link by which somebody with an account signs in without the password (15 minutes)',
  },
  args: {
    ...clinicArguments,
    email: { type: 'positional', description: 'their e-mail address', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db, config, connection }, clinic) => {
      const email = args.email.trim().toLowerCase()
      const isKnown = await db.tenant(clinic, async (tx) => maySignIn(tx.as('clinic'), email))
      if (!isKnown) throw new CommandFailure(`nobody with the address "${args.email}" may sign in`)
      const baseUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
      const auth = openStaffAuth({ connection, secret: await sessionKey(config), baseUrl })
      try {
        const path = `/console/sign-in-link#${await auth.issueSignInLink(email)}`
        const url = config.publicUrl === undefined ? path : `${config.publicUrl}${path}`
        terminal.answer(args.json ? asJson({ link: url }) : url)
      } finally {
        await auth.close()
      }
    }),
})

async function maySignIn(db: ModuleDb<'clinic'>, email: string): Promise<boolean> {
  const person = await db.read
    .selectFrom('clinic.staff')
    .select('id')
    .where('clinic_id', '=', db.clinicId)
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return person !== undefined
}

const end = defineCommand({
  meta: { name: 'end', description: 'end the access of somebody who leaves; what they did stays on record' },
  args: {
    ...clinicArguments,
    email: { type: 'positional', description: 'their e-mail address', required: true },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const hasEnded = await db.tenant(clinic, async (tx) =>
        endStaff(tx.as('clinic'), {
          email: args.email,
          actor: { kind: 'command_line', name: 'kembali staff' },
        }),
      )
      if (!hasEnded) throw new CommandFailure(`nobody with the address "${args.email}" may sign in`)
      terminal.answer(
        args.json
          ? asJson({ ended: args.email })
          : `${args.email} may not sign in any more, from this moment.`,
      )
    }),
})

export const staff = defineCommand({
  meta: { name: 'staff', description: 'who may sign in' },
  subCommands: { list, link, 'sign-in': signIn, end },
})
