import { defineCommand } from 'citty'
import { listDue } from '../../recall/list-due.ts'
import { recallStatuses } from '../../recall/rules/status.ts'
import { terminal } from './output.ts'
import { printRows } from './print-rows.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, instantArgument, withClinic } from './with-runtime.ts'

export const due = defineCommand({
  meta: { name: 'due', description: 'who is due, from facts at or before a moment; writes nothing' },
  args: {
    ...clinicArguments,
    'as-of': { type: 'string', description: 'the moment, e.g. 2026-11-22; default now', valueHint: 'moment' },
    status: {
      type: 'string',
      description: `one or more of ${recallStatuses.join(', ')}, joined by commas`,
      valueHint: 'list',
    },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const asOf = instantArgument('as-of', args['as-of'], db.clock.now())
      const statuses = args.status?.split(',').map((word) => {
        const status = recallStatuses.find((known) => known === word.trim())
        if (status === undefined)
          throw new UsageFailure(`--status: "${word.trim()}" is not one of ${recallStatuses.join(', ')}`)
        return status
      })
      await db.tenant(clinic, async (tx) => {
        const rows = await listDue(tx.as('recall'), { asOf, ...(statuses === undefined ? {} : { statuses }) })
        if (!rows.ok)
          throw new CommandFailure(
            'no recall type is enabled: see "kembali recall list", then "kembali recall enable <type> --by <name>"',
          )
        await printRows(terminal, rows.value, {
          json: args.json,
          header: ['patient', 'recall type', 'due', 'effective', 'status', 'band'],
          cells: (row) => [
            row.externalId,
            row.recallType,
            row.dueComputed.toString(),
            row.dueEffective.toString(),
            row.status,
            row.band ?? '',
          ],
          empty: `Nobody is due as of ${asOf.toString()}.`,
        })
      })
    }),
})
