import { type RawBuilder, sql } from 'kysely'
import { campaignOrigin } from '../../campaigns/rules/origins.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import { withHashPlans } from '../../recall/with-hash-plans.ts'
import type { NotSentKind } from '../rules/not-sent.ts'

type Db = ModuleDb<'insights'>

export type Arm = 'contacted' | 'hold_out'

/** What the report counts; every figure of it comes out of one statement over the enrolments of the campaign. */
export interface ReportFacts {
  readonly groups: readonly {
    readonly key: string
    /** What the lot said, whatever was done later; null: invited by hand, and no lot was drawn. */
    readonly drawn: Arm | null
    readonly all: number
    readonly booked: number
  }[]
  readonly funnel: FunnelFacts
  readonly notSent: readonly {
    readonly reason: string
    readonly kind: NotSentKind
    readonly patients: number
  }[]
  readonly channels: readonly ChannelFacts[]
  /** By lot and whole days since enrolment: who booked, and who is not watched any longer than this. */
  readonly days: readonly {
    readonly drawn: Arm
    readonly day: number
    readonly booked: number
    readonly unwatched: number
  }[]
}

export interface FunnelFacts {
  /** To be written to: by lot, or invited by hand. */
  readonly enrolled: number
  readonly heldOut: number
  readonly invitedByHand: number
  /** Of those invited by hand: drawn into the hold-out before. */
  readonly invitedFromHoldOut: number
  readonly sent: number
  readonly delivered: number
  readonly undelivered: number
  readonly clicked: number
  readonly answered: number
  readonly booked: number
  readonly bookedFromMessage: number
  readonly attended: number
  readonly stillToCome: number
  readonly missed: number
  readonly declined: number
  readonly optedOut: number
}

export interface ChannelFacts {
  readonly channel: 'sms' | 'email'
  readonly messages: number
  readonly delivered: number
  readonly failed: number
  readonly clicked: number
  readonly booked: number
  readonly costMinor: number
  /** Of the cost: messages to those whom the lot let be written to. */
  readonly drawnCostMinor: number
}

export interface ReportQuestion {
  readonly campaignId: string
  /** How long an enrolment is watched, by the version it pinned. */
  readonly watch: readonly { readonly version: number; readonly days: number }[]
}

export async function reportFacts(db: Db, question: ReportQuestion): Promise<ReportFacts> {
  const [facts] = await withHashPlans(db.as('recall'), async () =>
    db.sql<ReportFacts>(factsQuery(db, question)),
  )
  if (facts === undefined) throw new Error('a statement of aggregates gave no row')
  return facts
}

function factsQuery(db: Db, question: ReportQuestion): RawBuilder<ReportFacts> {
  return sql`
    with ${reportTables(db, question)}
    select
      (select coalesce(json_agg(g), '[]') from (
        select coalesce(band, type_key, '') as key, drawn, count(*)::int as all, count(*) filter (where is_booked)::int as booked
        from fact group by 1, 2 order by 1, 2) g) as groups,
      (select row_to_json(f) from (
        select count(*) filter (where arm = 'contacted')::int as enrolled, count(*) filter (where arm = 'hold_out')::int as "heldOut",
          count(*) filter (where is_by_hand)::int as "invitedByHand",
          count(*) filter (where is_by_hand and drawn = 'hold_out')::int as "invitedFromHoldOut",
          ${sent(sql`true`)} as sent, ${sent(sql`is_delivered or has_answered`)} as delivered,
          ${sent(sql`is_undelivered and not has_answered`)} as undelivered, ${sent(sql`has_clicked`)} as clicked,
          ${sent(sql`has_answered`)} as answered, ${sent(sql`is_booked`)} as booked, ${sent(sql`is_from_message`)} as "bookedFromMessage",
          ${sent(sql`has_attended`)} as attended, ${sent(sql`is_booked and is_ahead and not has_attended`)} as "stillToCome",
          ${sent(sql`is_booked and has_missed and not is_ahead and not has_attended`)} as missed,
          ${sent(sql`state = 'declined'`)} as declined, ${sent(sql`state = 'opted_out'`)} as "optedOut"
        from fact) f) as funnel,
      (select coalesce(json_agg(n), '[]') from (
        select not_sent_reason as reason, not_sent_kind as kind, count(*)::int as patients
        from fact where arm = 'contacted' and not is_sent group by 1, 2 order by 3 desc, 1) n) as "notSent",
      (select coalesce(json_agg(c), '[]') from (
        select m.channel, count(*) filter (where m.state = 'accepted')::int as messages,
          count(*) filter (where m.is_delivered)::int as delivered,
          count(*) filter (where m.state = 'failed' or m.delivery = 'failed')::int as failed,
          count(*) filter (where m.has_clicked)::int as clicked,
          (select count(*)::int from fact f where f.arm = 'contacted' and f.is_booked and f.channel = m.channel) as booked,
          coalesce(sum(m.cost_minor) filter (where m.state in ('accepted', 'ambiguous')), 0)::float as "costMinor",
          coalesce(sum(m.cost_minor) filter (where m.state in ('accepted', 'ambiguous')
            and m.subject_key in (select subject_key from fact where drawn = 'contacted')), 0)::float as "drawnCostMinor"
        from message m group by m.channel order by m.channel desc) c) as channels,
      (select coalesce(json_agg(d), '[]') from (
        select drawn, day, count(*) filter (where is_booked)::int as booked, count(*) filter (where not is_booked)::int as unwatched
        from fact where drawn is not null group by drawn, day order by drawn, day) d) as days`
}

/** Of those who were sent something. */
function sent(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`count(*) filter (where arm = 'contacted' and is_sent and (${condition}))::int`
}

/** Common table expressions that end in `fact`: one row per enrolment with everything the report says about it. */
export function reportTables(db: Db, question: ReportQuestion): RawBuilder<unknown> {
  return sql`${enrolmentTables(db, question)}, ${messageTables(db, question)}, ${bookingTables(db)}, ${factTable(db, question)}`
}

/** The enrolments with the end of their watch: both arms alike, however their own sequence ended. */
function enrolmentTables(db: Db, { campaignId, watch }: ReportQuestion): RawBuilder<unknown> {
  return sql`
    watch as (
      select * from unnest(${watch.map(({ version }) => version)}::int[], ${watch.map(({ days }) => days)}::int[]) as w (version, days)
    ),
    enrolled as materialized (
      select e.id, 'enrolment:' || e.id as subject_key, e.patient_id, e.arm, e.invited_at is not null as is_by_hand,
        case when e.was_held_out then 'hold_out' when e.invited_at is null then e.arm end as drawn, e.band, e.type_key, e.state, e.close_reason,
        e.answered_at, e.enrolled_at, least(${db.now}::timestamptz, e.enrolled_at + make_interval(hours => 24 * w.days)) as watched_until
      from campaigns.enrolment e join watch w on w.version = e.version
      where e.clinic_id = ${db.clinicId} and e.campaign_id = ${campaignId}
    )`
}

/** A message counts as delivered when a receipt says so; of e-mail, which has none, when the server kept it. */
function messageTables(db: Db, { campaignId }: ReportQuestion): RawBuilder<unknown> {
  return sql`
    opened as (
      select distinct l.message_id from outreach.page_link l
      where l.clinic_id = ${db.clinicId} and l.origin = ${campaignOrigin(campaignId)} and l.opened_at is not null and l.purpose = 'book'
    ),
    message as materialized (
      select m.subject_key, m.channel, m.state, m.state_reason, m.delivery, m.cost_minor, coalesce(m.submitted_at, m.planned_at) as at,
        m.state = 'accepted' and (m.delivery = 'delivered' or m.channel = 'email' and m.delivery <> 'failed') as is_delivered,
        m.clicked_at is not null or o.message_id is not null as has_clicked
      from outreach.message m left join opened o on o.message_id = m.id
      where m.clinic_id = ${db.clinicId} and m.origin = ${campaignOrigin(campaignId)}
    ),
    contact as materialized (
      select subject_key, bool_or(state = 'accepted') as is_sent, bool_or(is_delivered) as is_delivered,
        bool_and(state = 'failed' or delivery = 'failed') filter (where state in ('accepted', 'failed')) as is_undelivered,
        bool_or(has_clicked) as has_clicked, bool_or(state in ('queued', 'submitting')) as is_under_way,
        bool_or(state = 'ambiguous') as is_uncertain, max(state_reason) filter (where state = 'failed') as failed_because
      from message group by subject_key
    )`
}

/**
 * A booking is an appointment made inside the watch that was not cancelled (a moved one counts where it was made), or a
 * finished visit nobody had booked before. It need not come from a message, and is asked of both arms in the same way.
 */
function bookingTables(db: Db): RawBuilder<unknown> {
  return sql`
    since as (select min(enrolled_at) as at from enrolled),
    made as materialized (
      select e.id, min(a.created_at) filter (where a.replaces is null and a.created_at <= e.watched_until
          and (a.state in ('booked', 'fulfilled', 'no_show') or a.ended_reason = 'moved')) as booked_at,
        coalesce(bool_or(a.state = 'fulfilled'), false) as has_attended,
        coalesce(bool_or(a.state = 'booked' and a.starts_at > ${db.now}), false) as is_ahead,
        coalesce(bool_or(a.state = 'no_show'), false) as has_missed,
        coalesce(bool_or(a.subject_key = e.subject_key and a.state in ('booked', 'fulfilled', 'no_show')), false) as is_from_message
      from enrolled e
      join scheduling.appointment a on a.clinic_id = ${db.clinicId} and a.patient_id = e.patient_id and a.created_at > e.enrolled_at
      where a.created_at > (select at from since)
      group by e.id
    ),
    came as materialized (
      select e.id, min(v.started_at) as came_at
      from enrolled e
      join scheduling.visit v on v.clinic_id = ${db.clinicId} and v.patient_id = e.patient_id and v.status = 'finished'
        and v.started_at > e.enrolled_at and v.started_at <= ${db.now}
      where v.ended_at > (select at from since) and v.ended_at <= ${db.now}
        and not exists (select 1 from scheduling.appointment b
          where b.clinic_id = ${db.clinicId} and b.patient_id = e.patient_id and b.created_at <= e.enrolled_at
            and (b.id = v.appointment_id
              or b.starts_at < v.ended_at + interval '12 hours' and b.ends_at > v.started_at - interval '12 hours'))
      group by e.id
    )`
}

function factTable(db: Db, { campaignId }: ReportQuestion): RawBuilder<unknown> {
  return sql`
    journey as materialized (
      select e.*, coalesce(c.is_sent, false) as is_sent, coalesce(c.is_delivered, false) as is_delivered,
        coalesce(c.is_undelivered, false) as is_undelivered, coalesce(c.has_clicked, false) as has_clicked,
        coalesce(c.is_under_way, false) as is_under_way, coalesce(c.is_uncertain, false) as is_uncertain, c.failed_because,
        least(m.booked_at, case when v.came_at <= e.watched_until then v.came_at end) as booked_at,
        coalesce(m.is_ahead, false) as is_ahead, coalesce(m.has_missed, false) as has_missed,
        coalesce(m.has_attended, false) or v.came_at is not null as has_come, coalesce(m.is_from_message, false) as is_from_message
      from enrolled e
      left join contact c on c.subject_key = e.subject_key
      left join made m on m.id = e.id
      left join came v on v.id = e.id
    ),
    refusal as materialized (
      select distinct on (d.subject_key) d.subject_key, d.outcome, d.reason
      from outreach.decision d join journey j on j.subject_key = d.subject_key and j.arm = 'contacted' and not j.is_sent
      where d.clinic_id = ${db.clinicId} and d.origin = ${campaignOrigin(campaignId)} and d.outcome <> 'send'
      order by d.subject_key, d.at desc, d.id desc
    ),
    last_channel as (
      select distinct on (j.id) j.id, m.channel
      from journey j join message m on m.subject_key = j.subject_key and m.state = 'accepted' and m.at <= j.booked_at
      where j.booked_at is not null
      order by j.id, m.at desc
    ),
    fact as materialized (
      select j.*, l.channel, j.booked_at is not null as is_booked,
        j.booked_at is not null and j.has_come as has_attended,
        j.answered_at is not null or j.has_clicked or j.booked_at is not null as has_answered,
        greatest(0, floor(extract(epoch from coalesce(j.booked_at, j.watched_until) - j.enrolled_at) / 86400))::int as day,
        ${notSentKind} as not_sent_kind, ${notSentReason} as not_sent_reason
      from journey j
      left join refusal r on r.subject_key = j.subject_key
      left join last_channel l on l.id = j.id
    )`
}

/** Whoever is still under way waits; else the gate's last word, a channel's failure, or how the enrolment ended. */
const notSentKind = sql`case
  when j.is_under_way or j.is_uncertain or j.state = 'active' then 'waiting'
  when r.outcome in ('skip', 'exit') or j.close_reason = 'nothing_to_send' and j.failed_because is null then 'withheld'
  when j.failed_because is not null then 'failed'
  else 'left' end`

const notSentReason = sql`case
  when j.is_uncertain then 'uncertain'
  when j.is_under_way then 'queued'
  when j.state = 'active' then coalesce(r.reason, 'not_yet')
  when r.outcome in ('skip', 'exit') then r.reason
  when j.failed_because is not null then 'channel_failed'
  when j.close_reason = 'nothing_to_send' then 'no_contact'
  else coalesce(j.close_reason, j.state) end`
