import { defineCommand } from 'citty'
import { type CampaignReport, campaignReport } from '../../insights/campaign-report.ts'
import type { Estimate, Proof } from '../../insights/rules/proof.ts'
import { isUuid } from '../../platform/rules/brand.ts'
import { asJson, asTable, terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { clinicArguments, withClinic } from './with-runtime.ts'

const campaign = defineCommand({
  meta: {
    name: 'campaign',
    description: 'what came of a campaign: funnel, cost, and the gain over the hold-out',
  },
  args: { ...clinicArguments, id: { type: 'positional', description: 'id of the campaign', required: true } },
  run: async ({ args }) => {
    if (!isUuid(args.id))
      throw new UsageFailure(`"${args.id}" is no campaign id; see "kembali campaign list"`)
    await withClinic(args, async ({ db }, clinic) => {
      const report = await db.tenant(clinic, async (tx) => campaignReport(tx.as('insights'), args.id))
      if (report === null) throw new CommandFailure('there is no such campaign')
      terminal.answer(args.json ? asJson(report) : asText(report))
    })
  },
})

export const report = defineCommand({
  meta: { name: 'report', description: 'what came of it' },
  subCommands: { campaign },
})

function asText(found: CampaignReport): string {
  const { funnel, proof } = found
  const share = (part: number, whole: number): string =>
    whole < 30 ? '' : `${Math.round((part / whole) * 100)}%`
  const steps: readonly (readonly [string, number, number])[] = [
    ['enrolled', funnel.enrolled, 0],
    ['sent', funnel.sent, funnel.enrolled],
    ['delivered', funnel.delivered, funnel.sent],
    ['answered', funnel.answered, funnel.delivered],
    ['booked', funnel.booked, funnel.answered],
    ['attended', funnel.attended, funnel.booked - funnel.stillToCome],
  ]
  const day = found.campaign.day === null ? '' : `, day ${found.campaign.day}`
  return [
    `${found.campaign.name}: ${found.campaign.state}${day}, as of ${found.asOf.toString()}`,
    '',
    gain(proof),
    '',
    asTable(
      ['step', 'patients', 'of the step before'],
      steps.map(([name, count, before]) => [name, String(count), share(count, before)]),
    ),
    `clicked ${funnel.clicked}, still to come ${funnel.stillToCome}, missed ${funnel.missed}, declined ${funnel.declined}, opted out ${funnel.optedOut}, booked from a message ${funnel.bookedFromMessage}`,
    ...(funnel.invitedByHand === 0
      ? []
      : [
          `invited by hand ${funnel.invitedByHand} (not in the comparison; ${funnel.invitedFromHoldOut} of them still count as held out)`,
        ]),
    ...(funnel.notSent.length === 0
      ? []
      : [
          '',
          asTable(
            ['never sent to', 'because', 'patients'],
            funnel.notSent.map((row) => [row.kind, row.reason, String(row.patients)]),
          ),
        ]),
    ...(found.channels.length === 0 ? [] : ['', channels(found)]),
    ...(found.groups.length === 0 ? [] : ['', groups(found)]),
    '',
    `messages cost ${money(found.cost.messagesMinor, found.currency)}`,
  ].join('\n')
}

/** The proven gain first, plain counts where there are too few for a share. */
function gain({ contacted, holdOut, difference, extraVisits, verdict }: Proof): string {
  const counts = `contacted: ${contacted.part} of ${contacted.whole} booked; hold-out: ${holdOut.part} of ${holdOut.whole}`
  switch (verdict) {
    case 'no_hold_out':
      return `${counts}\nNobody was held out, so there is nothing to compare with.`
    case 'too_few':
      return `${counts}\nToo few to compare: both groups need 30.`
    case 'gain':
    case 'loss':
    case 'not_proven': {
      const points = difference === null ? '' : interval(difference, 100)
      const extra = extraVisits === null ? '' : interval(extraVisits, 1)
      const word = verdict === 'not_proven' ? '\nNot proven yet: the interval includes zero.' : ''
      return `${counts}\ndifference ${points} percentage points\nextra visits ${extra}${word}`
    }
  }
}

function interval({ value, low, high }: Estimate, scale: number): string {
  const digits = scale === 1 ? 0 : 1
  const text = (one: number): string => (one * scale).toFixed(digits)
  return `${text(value)} (95% interval ${text(low)} to ${text(high)})`
}

function channels(found: CampaignReport): string {
  return asTable(
    ['channel', 'messages', 'delivered', 'failed', 'clicked', 'booked', 'cost', 'cost a booking'],
    found.channels.map((row) => [
      row.channel,
      String(row.messages),
      String(row.delivered),
      String(row.failed),
      String(row.clicked),
      String(row.booked),
      money(row.costMinor, found.currency),
      row.costPerBookedMinor === null ? '' : money(row.costPerBookedMinor, found.currency),
    ]),
  )
}

function groups(found: CampaignReport): string {
  return asTable(
    ['group', 'contacted booked', 'hold-out booked', 'difference, points'],
    found.groups.map(({ key, proof }) => [
      key,
      `${proof.contacted.part} of ${proof.contacted.whole}`,
      `${proof.holdOut.part} of ${proof.holdOut.whole}`,
      proof.difference === null ? '' : interval(proof.difference, 100),
    ]),
  )
}

function money(minor: number, currency: string): string {
  return `${(minor / 100).toFixed(2)} ${currency}`
}
