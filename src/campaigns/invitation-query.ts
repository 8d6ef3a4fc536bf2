import { type RawBuilder, sql } from 'kysely'
import type { ClinicProfile } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { audienceQuery } from './audience-query.ts'
import type { Route } from './contact-routes.ts'
import type { PickedPatient } from './picked-patients.ts'
import { readAccounts } from './planning-desk.ts'
import { reachTables } from './reach-tables.ts'
import type { Campaign } from './read-campaign.ts'
import { type AudienceDocument, type CampaignAudience, ownAudience } from './rules/audience-document.ts'
import { type Channel, channels } from './rules/campaign-document.ts'
import type { NotInvitedReason } from './rules/invitation.ts'
import type { LapseBand } from './rules/lapse-band.ts'

type Db = ModuleDb<'campaigns'>

export interface CandidatesQuestion {
  readonly campaign: Campaign
  /** What its document's audience stands for. */
  readonly audience: AudienceDocument
  readonly picked: readonly PickedPatient[]
  readonly clinic: ClinicProfile
  readonly routes: readonly Route[]
}

/** Of whom the campaign is not for, only the patient and the reason are told. */
export interface CandidateRow {
  readonly patientId: string
  readonly entryKey: string
  readonly typeKey: string | null
  readonly band: LapseBand | null
  readonly anchorOn: Temporal.PlainDate
  /** The enrolment of whoever would leave the hold-out; null: a new one is made. */
  readonly heldOutId: string | null
  /** The version that enrolment pins. */
  readonly heldOutVersion: number | null
  readonly zone: string | null
  readonly region: string | null
  /** Those with a usable address and consent, the planner's first one first. */
  readonly channels: readonly Channel[] | null
  readonly reason: NotInvitedReason | null
}

/** A century on either side: no window. */
const anyDays = 36_500

/** Everybody who is picked, once each, with what an enrolment needs or the first reason against it. */
export async function candidatesQuery(
  db: Db,
  { campaign, audience, picked, clinic, routes }: CandidatesQuestion,
): Promise<RawBuilder<CandidateRow>> {
  const written = campaign.document.audience
  const patientIds = picked.map(({ patientId }) => patientId)
  const today = db.now.toZonedDateTimeISO(clinic.zone).toPlainDate()
  // As the planner: a channel without an account is no way to anybody.
  const accounts = await readAccounts(db)
  const tables = reachTables(db, {
    clinic,
    routes,
    capPer30Days: campaign.document.caps.perPatientPer30Days,
    channels: channels.filter((channel) => accounts[channel] !== undefined),
    audience: await audienceQuery(db, {
      clinic,
      audience: withoutWindow(written, audience),
      among: picked.flatMap(({ patientId, typeKeys }) => typeKeys.map((typeKey) => ({ patientId, typeKey }))),
    }),
    standsInTheWay: sql`not (e.campaign_id = ${campaign.id} and e.arm = 'hold_out')`,
    isLarge: false,
  })
  return sql<CandidateRow>`
    with ${tables}, ${standingTables(db, { campaign, patientIds })}
    select a.patient_id as "patientId", coalesce(h.entry_key, j.entry_key) as "entryKey", j.type_key as "typeKey", j.band,
      case when h.entry_key = j.entry_key or h.id is null then j.anchor_on else h.anchor_on end as "anchorOn",
      h.id as "heldOutId", h.version as "heldOutVersion", j.zone, j.region, j.channels,
      case when j.patient_id is null then ${whyNotInAudience(db, { audience: written, today })}
        when h.id is null and (e.campaign_id = ${campaign.id} or b.patient_id is not null) then 'already_in'
        when h.id is null and e.arm = 'hold_out' then 'held_out_elsewhere'
        when h.id is null and e.id is not null then 'in_a_campaign'
        when v.patient_id is not null then 'visit_ahead'
        else j.reason end as reason
    from unnest(${patientIds}::uuid[], ${picked.map(({ standing }) => standing)}::text[]) as a (patient_id, standing)
      left join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = a.patient_id
      left join judged j on j.patient_id = a.patient_id
      left join under_way e on e.patient_id = a.patient_id
      left join under_way h on h.patient_id = a.patient_id and h.campaign_id = ${campaign.id} and h.arm = 'hold_out'
      left join been_before b on b.patient_id = a.patient_id and b.entry_key = j.entry_key
      left join visit_ahead v on v.patient_id = a.patient_id`
}

/** A visit ahead is a reason of its own; the criteria that somebody has composed hold as they are. */
function withoutWindow(written: CampaignAudience, audience: AudienceDocument): AudienceDocument {
  const isSimple = written.kind === 'due' || written.kind === 'lapsed'
  const open = isSimple ? ownAudience({ ...written, nothingBooked: false }) : audience
  const { programme } = open
  if (programme.kind !== 'recall') return open
  return { ...open, programme: { ...programme, enrolFromDays: -anyDays, enrolUntilDays: anyDays } }
}

interface Standing {
  readonly campaign: Campaign
  readonly patientIds: readonly string[]
}

/** What is under way or booked for those asked about, each as a set; a visit on a merged record is the person's. */
function standingTables(db: Db, { campaign, patientIds }: Standing): RawBuilder<unknown> {
  const ids = sql`any(${[...patientIds]}::uuid[])`
  return sql`
    under_way as materialized (
      select distinct on (e.patient_id) e.patient_id, e.id, e.campaign_id, e.arm, e.entry_key, e.anchor_on, e.version
      from campaigns.enrolment e
      where e.clinic_id = ${db.clinicId} and e.state = 'active' and e.patient_id = ${ids}
      order by e.patient_id, (e.campaign_id = ${campaign.id}) desc, e.id
    ),
    been_before as materialized (
      select e.patient_id, e.entry_key from campaigns.enrolment e
      where e.clinic_id = ${db.clinicId} and e.campaign_id = ${campaign.id} and e.patient_id = ${ids}
    ),
    record as materialized (
      select r.id, coalesce(r.merged_into, r.id) as living from patients.patient r
      where r.clinic_id = ${db.clinicId} and (r.id = ${ids} or r.merged_into = ${ids})
    ),
    visit_ahead as materialized (
      select distinct r.living as patient_id from record r
      join scheduling.appointment v on v.clinic_id = ${db.clinicId} and v.patient_id = r.id and v.starts_at > ${db.now}
        and (v.state = 'booked' or v.state = 'held' and v.held_until > ${db.now})
    )`
}

/** Which of the conditions of `audienceQuery` somebody fails whom it does not answer with. */
function whyNotInAudience(
  db: Db,
  { audience, today }: { readonly audience: CampaignAudience; readonly today: Temporal.PlainDate },
): RawBuilder<unknown> {
  if (audience.kind === 'criteria' || audience.kind === 'saved') return whyNot(db, sql`'other_criteria'`)
  const { from, to } = audience.ages ?? {}
  const tooOld =
    to === undefined ? sql`false` : sql`p.birth_date <= ${today.subtract({ years: to + 1 })}::date`
  const tooYoung =
    from === undefined ? sql`false` : sql`p.birth_date > ${today.subtract({ years: from })}::date`
  const noAge = audience.ages === undefined ? sql`false` : sql`p.birth_date is null`
  return whyNot(
    db,
    sql`case when ${noAge} or ${tooOld} or ${tooYoung} then 'other_age' else 'other_time_away' end`,
  )
}

function whyNot(db: Db, otherwise: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case
    when p.is_deceased or p.deceased_at <= ${db.now} then 'deceased'
    when p.merged_into is not null then 'merged'
    when p.left_at is not null then 'left_clinic'
    when a.standing is not null then a.standing
    else ${otherwise} end`
}
