import { defineCommand } from 'citty'
import { sql } from 'kysely'
import { asJson, asTable, terminal } from './output.ts'
import { commonArguments, withRuntime } from './with-runtime.ts'

export const clinics = defineCommand({
  meta: { name: 'clinics', description: 'the clinics of this installation' },
  args: commonArguments,
  run: async ({ args }) =>
    withRuntime(args, async ({ db }) => {
      const rows = await db.discover<{
        id: string
        key: string
        name: string
        country: string
        zone: string
      }>(sql`
        select id, key, name, country, zone from clinic.clinic where ended_at is null order by created_at, id`)
      if (args.json) return terminal.answer(asJson(rows))
      if (rows.length === 0) return terminal.answer('There is no clinic yet: make one with "kembali init".')
      terminal.answer(
        asTable(
          ['key', 'name', 'country', 'zone', 'id'],
          rows.map((row) => [row.key, row.name, row.country, row.zone, row.id]),
        ),
      )
    }),
})
