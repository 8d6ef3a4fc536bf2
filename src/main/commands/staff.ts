import { defineCommand } from 'citty'
import { sql } from 'kysely'
import { issueSetUpLink } from '../auth/set-up-link.ts'
import { asJson, asTable, terminal } from './output.ts'
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
  meta: { name: 'link', description: 'a one-time link by which an owner makes an account (valid 7 days)' },
  args: clinicArguments,
  run: async ({ args }) =>
    withClinic(args, async ({ db, config }, clinic) => {
      const { path } = await issueSetUpLink(db, clinic)
      const url = config.publicUrl === undefined ? path : `${config.publicUrl}${path}`
      terminal.answer(args.json ? asJson({ link: url }) : url)
    }),
})

export const staff = defineCommand({
  meta: { name: 'staff', description: 'who may sign in' },
  subCommands: { list, link },
})
