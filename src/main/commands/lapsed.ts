import { defineCommand } from 'citty'
import { listLapsed } from '../../recall/list-lapsed.ts'
import { terminal } from './output.ts'
import { printRows } from './print-rows.ts'
import { clinicArguments, instantArgument, wholeNumberArgument, withClinic } from './with-runtime.ts'

export const lapsed = defineCommand({
  meta: {
    name: 'lapsed',
    description: 'patients living at a moment whose last completed visit ended longer ago than N days',
  },
  args: {
    ...clinicArguments,
    'as-of': { type: 'string', description: 'the moment, e.g. 2026-11-22; default now', valueHint: 'moment' },
    'over-days': { type: 'string', description: 'days of 24 hours', required: true, valueHint: 'days' },
  },
  run: async ({ args }) =>
    withClinic(args, async ({ db }, clinic) => {
      const asOf = instantArgument('as-of', args['as-of'], db.clock.now())
      const overDays = wholeNumberArgument('over-days', args['over-days'], { min: 0, max: 36_500 })
      await db.tenant(clinic, async (tx) => {
        await printRows(terminal, await listLapsed(tx.as('recall'), { asOf, overDays }), {
          json: args.json,
          header: ['patient', 'last visit ended', 'reasons'],
          cells: (row) => [row.externalId, row.lastVisitEnd.toString(), row.reasons.join(', ')],
          empty: `Nobody has been away for more than ${overDays} days as of ${asOf.toString()}.`,
        })
      })
    }),
})
