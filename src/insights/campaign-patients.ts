import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Reading } from '../platform/i18n/reading.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import type { CampaignPatientsQuery, campaignPatientsSchema } from './contract/campaign-patients.ts'
import type { NotSentKind } from './rules/not-sent.ts'
import { reportTables } from './store/report-facts.ts'
import { watchOf } from './store/report-watch.ts'

type Db = ModuleDb<'insights'>
type Page = z.input<typeof campaignPatientsSchema>

interface Row extends Omit<Page['rows'][number], 'enrolledAt' | 'bookedAt' | 'notSent'> {
  readonly total: number
  readonly enrolledAt: Temporal.Instant
  readonly bookedAt: Temporal.Instant | null
  readonly notSentReason: string | null
  readonly notSentKind: NotSentKind | null
}

/** The people behind a figure of the report, by name; null: there is no such campaign. */
export async function campaignPatients(
  db: Db,
  {
    campaignId,
    query,
    reading,
  }: { readonly campaignId: string; readonly query: CampaignPatientsQuery; readonly reading: Reading },
): Promise<Page | null> {
  const watch = await watchOf(db, campaignId)
  if (watch.length === 0) return null
  const found = await withHashPlans(db.as('recall'), async () =>
    db.sql<Row>(sql`
      with ${reportTables(db, { campaignId, watch })},
      picked as materialized (select f.*, p.full_name from fact f
        join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = f.patient_id
        where ${shown[query.show]} ${query.reason === undefined ? sql`` : sql`and f.not_sent_reason = ${query.reason} and not f.is_sent`})
      select (select count(*)::int from picked) as total, k.id as "enrolmentId", k.patient_id as "patientId", k.full_name as name,
        k.arm, k.band, k.type_key as "typeKey", k.state, k.close_reason as "closeReason", k.enrolled_at as "enrolledAt",
        k.is_sent as "isSent", k.has_answered as "hasAnswered", k.booked_at as "bookedAt", k.has_attended as "hasAttended",
        case when k.arm = 'contacted' and not k.is_sent then k.not_sent_reason end as "notSentReason",
        case when k.arm = 'contacted' and not k.is_sent then k.not_sent_kind end as "notSentKind"
      from picked k order by k.full_name, k.id limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`),
  )
  return {
    rows: found.map(({ total: _, notSentReason, notSentKind, ...row }) => ({
      ...row,
      enrolledAt: when(row.enrolledAt, reading, db.now),
      bookedAt: row.bookedAt === null ? null : when(row.bookedAt, reading, db.now),
      notSent:
        notSentReason === null || notSentKind === null ? null : { reason: notSentReason, kind: notSentKind },
    })),
    total: found[0]?.total ?? 0,
    page: query.page,
    pageSize: query.pageSize,
  }
}

/** The same conditions as the figures of the funnel. */
const shown: Readonly<Record<CampaignPatientsQuery['show'], RawBuilder<unknown>>> = {
  all: sql`true`,
  hold_out: sql`f.arm = 'hold_out'`,
  by_hand: sql`f.is_by_hand`,
  not_sent: sql`f.arm = 'contacted' and not f.is_sent`,
  sent: sql`f.arm = 'contacted' and f.is_sent`,
  answered: sql`f.arm = 'contacted' and f.is_sent and f.has_answered`,
  booked: sql`f.arm = 'contacted' and f.is_sent and f.is_booked`,
  attended: sql`f.arm = 'contacted' and f.is_sent and f.has_attended`,
  missed: sql`f.arm = 'contacted' and f.is_sent and f.is_booked and f.has_missed and not f.is_ahead and not f.has_attended`,
  declined: sql`f.arm = 'contacted' and f.is_sent and f.state = 'declined'`,
  opted_out: sql`f.arm = 'contacted' and f.is_sent and f.state = 'opted_out'`,
}
