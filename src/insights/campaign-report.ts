import type { CampaignState } from '../campaigns/rules/campaign-state.ts'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import { bookingCurve, onDay } from './rules/booking-curve.ts'
import type { NotSentKind } from './rules/not-sent.ts'
import { type Estimate, fewestCases, type Proof, proofOf, times } from './rules/proof.ts'
import {
  type Arm,
  type ChannelFacts,
  type FunnelFacts,
  type ReportFacts,
  reportFacts,
} from './store/report-facts.ts'
import { watchOf } from './store/report-watch.ts'

type Db = ModuleDb<'insights'>

export interface CampaignReport {
  readonly campaign: {
    readonly id: string
    readonly name: string
    readonly kind: 'recall' | 'reactivation' | 'one_off'
    readonly state: CampaignState
    readonly startedAt: Temporal.Instant | null
    readonly endedAt: Temporal.Instant | null
    /** Clinic-local days since the start, the first being 1; null before it. */
    readonly day: number | null
    readonly version: number
  }
  readonly asOf: Temporal.Instant
  readonly currency: string
  /** The longest watch of any version in use: how long after enrolment a booking still counts, in both arms. */
  readonly observationDays: number
  readonly proof: Proof
  readonly funnel: FunnelFacts & {
    readonly notSent: readonly {
      readonly reason: string
      readonly kind: NotSentKind
      readonly patients: number
    }[]
  }
  /** Scheduled of due, however they came in; recall campaigns only (MISSION E1). */
  readonly compliance: Counted | null
  /** Scheduled of contacted (MISSION E1). */
  readonly reactivation: Counted | null
  readonly groups: readonly {
    readonly key: string
    readonly names: Readonly<Record<Language, string>> | null
    readonly proof: Proof
  }[]
  readonly channels: readonly (Omit<ChannelFacts, 'drawnCostMinor'> & {
    readonly costPerBookedMinor: number | null
  })[]
  readonly curve: readonly {
    readonly day: number
    readonly contacted: Estimate
    readonly holdOut: Estimate | null
  }[]
  readonly cost: { readonly messagesMinor: number; readonly perBookedMinor: number | null }
  readonly worth: Worth | null
}

export interface Counted {
  readonly part: number
  readonly whole: number
}

export interface Worth {
  readonly valuePerVisitMinor: number
  readonly extraMinor: Estimate
  readonly costMinor: number
  /** (gain − cost) / cost (MISSION E2); null: it cost nothing. Staff time is not in it. */
  readonly gainPerUnit: Estimate | null
}

/** What came of a campaign, as of the transaction's moment; null: there is no such campaign. */
export async function campaignReport(db: Db, campaignId: string): Promise<CampaignReport | null> {
  const campaign = await db.read
    .selectFrom('campaigns.campaign')
    .select(['id', 'name', 'kind', 'state', 'version', 'started_at', 'ended_at'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', campaignId)
    .executeTakeFirst()
  if (campaign === undefined) return null
  const clinic = await readClinic(db.as('clinic'))
  const watch = await watchOf(db, campaignId)
  const facts = await reportFacts(db, { campaignId, watch })
  const names = await typeNames(db)
  const proof = proofOf(armCounts(facts.groups, 'contacted'), armCounts(facts.groups, 'hold_out'))
  const messagesMinor = facts.channels.reduce((sum, channel) => sum + channel.costMinor, 0)
  // The gain is of those drawn, so it is measured against what their messages cost.
  const drawnMinor = facts.channels.reduce((sum, channel) => sum + channel.drawnCostMinor, 0)
  const { funnel } = facts
  return {
    campaign: {
      id: campaign.id,
      name: campaign.name,
      kind: campaign.kind,
      state: campaign.state,
      version: campaign.version,
      startedAt: campaign.started_at,
      endedAt: campaign.ended_at,
      day: dayOf(campaign.started_at, campaign.ended_at ?? db.now, clinic.zone),
    },
    asOf: db.now,
    currency: clinic.currency,
    observationDays: Math.max(0, ...watch.map(({ days }) => days)),
    proof,
    funnel: { notSent: facts.notSent, ...funnel },
    compliance: campaign.kind === 'recall' ? everybody(facts) : null,
    reactivation: campaign.kind === 'reactivation' ? { part: funnel.booked, whole: funnel.sent } : null,
    groups: groupProofs(facts, names),
    channels: facts.channels.map(({ drawnCostMinor: _, ...channel }) => ({
      ...channel,
      costPerBookedMinor: perBooked(channel.costMinor, channel.booked),
    })),
    curve: curveOf(facts),
    cost: { messagesMinor, perBookedMinor: perBooked(messagesMinor, funnel.booked) },
    worth: worthOf(proof, drawnMinor, clinic.meanVisitValue),
  }
}

async function typeNames(db: Db): Promise<ReadonlyMap<string, Readonly<Record<Language, string>>>> {
  const rows = await db.read
    .selectFrom('recall.recall_type')
    .select(['key', 'names'])
    .where('clinic_id', '=', db.clinicId)
    .execute()
  return new Map(rows.map(({ key, names }) => [key, names as Readonly<Record<Language, string>>]))
}

function dayOf(startedAt: Temporal.Instant | null, until: Temporal.Instant, zone: string): number | null {
  if (startedAt === null) return null
  const first = startedAt.toZonedDateTimeISO(zone).toPlainDate()
  return first.until(until.toZonedDateTimeISO(zone).toPlainDate()).days + 1
}

type Group = ReportFacts['groups'][number]

function armCounts(groups: readonly Group[], arm: Arm): { readonly booked: number; readonly all: number } {
  const own = groups.filter((group) => group.drawn === arm)
  return {
    booked: own.reduce((sum, { booked }) => sum + booked, 0),
    all: own.reduce((sum, { all }) => sum + all, 0),
  }
}

function everybody({ groups }: ReportFacts): Counted {
  return {
    part: groups.reduce((sum, { booked }) => sum + booked, 0),
    whole: groups.reduce((sum, { all }) => sum + all, 0),
  }
}

function groupProofs(
  { groups }: ReportFacts,
  names: ReadonlyMap<string, Readonly<Record<Language, string>>>,
): CampaignReport['groups'] {
  const keys = [...new Set(groups.map(({ key }) => key))].filter((key) => key !== '')
  return keys.map((key) => {
    const own = groups.filter((group) => group.key === key)
    return {
      key,
      names: names.get(key) ?? null,
      proof: proofOf(armCounts(own, 'contacted'), armCounts(own, 'hold_out')),
    }
  })
}

/** Both arms on the days on which either changes; the hold-out is left out where it has too few cases for a share. */
function curveOf({ days, groups }: ReportFacts): CampaignReport['curve'] {
  const curve = (arm: Arm) =>
    armCounts(groups, arm).all < fewestCases ? [] : bookingCurve(days.filter((day) => day.drawn === arm))
  const contacted = curve('contacted')
  const holdOut = curve('hold_out')
  return [...new Set([0, ...contacted.map(({ day }) => day), ...holdOut.map(({ day }) => day)])]
    .sort((one, other) => one - other)
    .flatMap((day) => {
      const ours = onDay(contacted, day)
      return ours === null ? [] : [{ day, contacted: ours, holdOut: onDay(holdOut, day) }]
    })
}

function perBooked(costMinor: number, booked: number): number | null {
  return booked === 0 ? null : costMinor / booked
}

function worthOf(proof: Proof, costMinor: number, valuePerVisitMinor: number | null): Worth | null {
  if (proof.extraVisits === null || valuePerVisitMinor === null) return null
  const extraMinor = times(proof.extraVisits, valuePerVisitMinor)
  const gain = (extra: number): number => (extra - costMinor) / costMinor
  return {
    valuePerVisitMinor,
    extraMinor,
    costMinor,
    gainPerUnit:
      costMinor === 0
        ? null
        : { value: gain(extraMinor.value), low: gain(extraMinor.low), high: gain(extraMinor.high) },
  }
}
