import type { CampaignKind } from '../../campaigns/rules/campaign-document.ts'
import { readClinic } from '../../clinic/read-clinic.ts'
import { type CampaignReport, campaignReport } from '../../insights/campaign-report.ts'
import type { Estimate, Proof } from '../../insights/rules/proof.ts'
import type { Database } from '../../platform/db/database.ts'
import type { ClinicId } from '../../platform/rules/brand.ts'
import { asTable } from '../commands/output.ts'
import type { DemoPlan } from './demo-plan.ts'

/** What came of the simulated months, as printed and as kept for the next start. */
export interface DemoSummary {
  readonly clinic: string
  /** First simulated day, ISO. */
  readonly from: string
  readonly campaigns: readonly CampaignFigures[]
}

export interface CampaignFigures {
  readonly name: string
  readonly kind: CampaignKind
  readonly figures: {
    readonly due: number
    readonly contacted: number
    readonly answered: number
    readonly booked: number
    readonly bookedFromMessage: number
    readonly attended: number
    readonly stillToCome: number
    readonly optedOut: number
    readonly proof: Proof
  }
}

export async function summarise(
  db: Database,
  clinicId: ClinicId,
  { campaigns, from }: { campaigns: readonly { readonly id: string }[]; from: Temporal.PlainDate },
): Promise<DemoSummary> {
  return db.tenant(clinicId, async (tx) => {
    const figures: CampaignFigures[] = []
    for (const { id } of campaigns) {
      const report = await campaignReport(tx.as('insights'), id)
      if (report !== null) figures.push(figuresOf(report))
    }
    const clinic = await readClinic(tx.as('clinic'))
    return { clinic: clinic.name, from: from.toString(), campaigns: figures }
  })
}

function figuresOf({ campaign, funnel, proof }: CampaignReport): CampaignFigures {
  return {
    name: campaign.name,
    kind: campaign.kind,
    figures: {
      due: funnel.enrolled + funnel.heldOut,
      contacted: funnel.sent,
      answered: funnel.answered,
      booked: funnel.booked,
      bookedFromMessage: funnel.bookedFromMessage,
      attended: funnel.attended,
      stillToCome: funnel.stillToCome,
      optedOut: funnel.optedOut,
      proof,
    },
  }
}

const title = { recall: 'recall', reactivation: 'reactivation', one_off: 'one-off' } as const

/** The table that the demo ends with; the same options give the same text. */
export function summaryText(summary: DemoSummary, plan: DemoPlan): string {
  const rows: readonly (readonly [string, (figures: CampaignFigures['figures']) => string])[] = [
    ['due or lapsed, taken in', ({ due }) => count(due)],
    ['  held out, not contacted', ({ proof }) => count(proof.holdOut.whole)],
    ['contacted', ({ contacted }) => count(contacted)],
    ['answered', ({ answered }) => count(answered)],
    [
      'booked',
      ({ booked, bookedFromMessage }) => `${count(booked)} (${count(bookedFromMessage)} from a message)`,
    ],
    ['attended', ({ attended, stillToCome }) => `${count(attended)} (${count(stillToCome)} still to come)`],
    ['opted out', ({ optedOut }) => count(optedOut)],
    ['booked, contacted group', ({ proof }) => share(proof.contacted)],
    ['booked, hold-out', ({ proof }) => share(proof.holdOut)],
    ['difference, points (95% interval)', ({ proof }) => interval(proof.difference, 100, 1)],
    ['extra visits (95% interval)', ({ proof }) => interval(proof.extraVisits, 1, 0)],
  ]
  const header = ['', ...summary.campaigns.map(({ kind }) => title[kind])]
  return [
    `${summary.clinic}: ${count(plan.patients)} simulated patients, ${summary.from} to ${plan.asOf.toString()}, seed ${plan.seed}`,
    '',
    asTable(
      header,
      rows.map(([name, text]) => [name, ...summary.campaigns.map(({ figures }) => text(figures))]),
    ),
  ].join('\n')
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}

function share({ part, whole }: { readonly part: number; readonly whole: number }): string {
  const counts = `${count(part)} of ${count(whole)}`
  return whole < 30 ? counts : `${((part / whole) * 100).toFixed(1)}%, ${counts}`
}

function interval(estimate: Estimate | null, scale: number, digits: number): string {
  if (estimate === null) return 'too few to compare'
  const text = (value: number): string => (value * scale).toFixed(digits)
  return `${text(estimate.value)} (${text(estimate.low)} to ${text(estimate.high)})`
}
