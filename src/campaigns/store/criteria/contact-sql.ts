import { type RawBuilder, sql } from 'kysely'
import { consentTables } from '../../../patients/consent-set-sql.ts'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import { withinRange } from '../../rules/criteria/asked-at.ts'
import type { CampaignAnswer, LeafCriterion } from '../../rules/criteria/criterion.ts'
import { askedFor, type CriteriaScope, survivorOf } from './criteria-scope.ts'
import type { PatientSets } from './patient-sets.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

export function contactSql(
  criterion: Leaf<'channel' | 'consent' | 'campaign' | 'tag' | 'drift_reason'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'channel':
      return channelSql(criterion, scope, sets)
    case 'consent':
      return sql`${consenting(criterion, scope, sets)}.patient_id is not null`
    case 'campaign':
      return sql`${enrolled(criterion, scope, sets)}.patient_id is not null`
    case 'tag':
      return sql`${tagged(criterion, scope, sets)}.patient_id is not null`
    case 'drift_reason':
      return sql`${drifted(scope, sets)}.reason = any(${[...criterion.anyOf]}::text[])`
    default:
      return assertNever(criterion)
  }
}

/** A letter needs an address; whoever has a phone can be written to and called. */
function channelSql(
  criterion: Leaf<'channel'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const wanted = {
    phone: criterion.anyOf.includes('sms') || criterion.anyOf.includes('call'),
    email: criterion.anyOf.includes('email'),
  }
  const ways: RawBuilder<unknown>[] = criterion.anyOf.includes('letter') ? [sql`p.address is not null`] : []
  if (wanted.phone || wanted.email) {
    const reached = reachedBy(scope, sets)
    if (wanted.phone) ways.push(sql`${reached}.has_phone`)
    if (wanted.email) ways.push(sql`${reached}.has_email`)
  }
  return sql`(${sql.join(ways, sql` or `)})`
}

function reachedBy(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  return sets.use(
    'reached by',
    () => sql`
    select a.patient_id, bool_or(a.kind = 'phone') as has_phone, bool_or(a.kind = 'email') as has_email
    from (${usableAddresses(scope.db.clinicId, scope.records)}) a
    group by 1`,
  )
}

function consenting(
  criterion: Leaf<'consent'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const { purpose, channels, anyOf } = criterion
  return sets.use(
    JSON.stringify(criterion),
    () => sql`
    with ${firstAddresses(scope.db.clinicId, scope.records)},
    ${consentTables({
      clinicId: scope.db.clinicId,
      addresses: sql`first_address`,
      purposes: [purpose],
      at: scope.asked.now,
      isEverybody: scope.records === null,
    })}
    select distinct c.patient_id from consent_state c
    where c.channel = any(${[...channels]}::text[]) and c.state = any(${[...anyOf]}::text[])`,
  )
}

/**
 * `first_address (patient_id, channel, contact_point_id)`: of each patient the address that is asked first, by channel. The
 * smallest of rank, use and id in one text: a grouping, where "distinct on" would sort everybody's.
 */
export function firstAddresses(clinicId: string, records: RawBuilder<unknown> | null): RawBuilder<unknown> {
  return sql`first_address as materialized (
    select f.patient_id, case f.kind when 'phone' then 'sms' else 'email' end as channel, right(f.first, 36)::uuid as contact_point_id
    from (
      select a.patient_id, a.kind,
        min(lpad((a.rank + 32768)::text, 5, '0') || (case when a.use = 'mobile' then 0 else 1 end)::text || a.contact_point_id::text collate "C") as first
      from (${usableAddresses(clinicId, records)}) a
      group by 1, 2
    ) f
  )`
}

/** Addresses that patients have and that are not known to be wrong. */
function usableAddresses(clinicId: string, records: RawBuilder<unknown> | null): RawBuilder<unknown> {
  const owned = (columns: RawBuilder<unknown>) => sql`
    select ${columns} from patients.patient_contact o
    where o.clinic_id = ${clinicId} and o.ended_at is null ${askedFor({ records }, sql`o.patient_id`)}`
  return sql`
    select o.patient_id, o.contact_point_id, o.rank, o.use, c.kind
    from (${owned(sql`o.patient_id, o.contact_point_id, o.rank, o.use`)}) o
      join patients.contact_point c on c.clinic_id = ${clinicId} and c.id = o.contact_point_id
        ${records === null ? sql`` : sql`and c.id = any(array(${owned(sql`o.contact_point_id`)}))`}
    where c.validity <> 'invalid'`
}

function enrolled(criterion: Leaf<'campaign'>, scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { campaigns, answers, within } = criterion
  const since = within === undefined ? null : withinRange(within, scope.asked).from
  return sets.use(
    JSON.stringify(criterion),
    () => sql`
    select distinct ${survivorOf(sql`e.patient_id`)} as patient_id
    from campaigns.enrolment e left join duplicate d on d.id = e.patient_id
    where e.clinic_id = ${scope.db.clinicId} ${askedFor(scope, sql`e.patient_id`)}
      ${campaigns.length === 0 ? sql`` : sql`and e.campaign_id = any(${[...campaigns]}::uuid[])`}
      ${answers.length === 0 ? sql`` : sql`and ${answerSql} = any(${[...answers]}::text[])`}
      ${since === null ? sql`` : sql`and e.enrolled_at >= ${since}`}`,
  )
}

/** rules/criteria/campaign-answer.ts of enrolment `e`. */
const answerSql: RawBuilder<CampaignAnswer> = sql<CampaignAnswer>`case
  when e.state = 'booked' or e.reactions @> '[{"kind": "booked"}]' then 'booked'
  when e.state = 'opted_out' or e.reactions @> '[{"kind": "opted_out"}]' then 'opted_out'
  when e.state = 'declined' or e.reactions @> '[{"kind": "declined"}]' then 'declined'
  when e.reactions @> '[{"kind": "postponed"}]' then 'postponed'
  when e.reactions @> '[{"kind": "answered"}]' then 'answered'
  when e.first_contact_at is not null then 'silent'
  else 'not_contacted' end`

function tagged(criterion: Leaf<'tag'>, scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  return sets.use(
    JSON.stringify(criterion),
    () => sql`
    select distinct ${survivorOf(sql`t.patient_id`)} as patient_id
    from patients.patient_tag t left join duplicate d on d.id = t.patient_id
    where t.clinic_id = ${scope.db.clinicId} and t.ended_at is null and t.tag = any(${[...criterion.anyOf]}::text[])
      ${askedFor(scope, sql`t.patient_id`)}`,
  )
}

/** Of all of a person's records the newest word counts; a visit since has overtaken it. */
function drifted(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { clinicId } = scope.db
  const survivor = survivorOf(sql`w.patient_id`)
  return sets.use(
    'drift reason',
    () => sql`
    select distinct on (1) ${survivor} as patient_id, w.reason
    from recall.drift_reason w
      left join duplicate d on d.id = w.patient_id
      left join recall.standing s on s.clinic_id = ${clinicId} and s.patient_id = ${survivor}
    where w.clinic_id = ${clinicId} and w.ended_at is null and (s.last_visit_at is null or s.last_visit_at <= w.recorded_at)
      ${askedFor(scope, sql`w.patient_id`)}
    order by 1, w.recorded_at desc, w.id desc`,
  )
}
