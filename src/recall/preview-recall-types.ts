import { type RawBuilder, sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { SourcedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import { askedFor, scopeOf } from './store/cycle-scope.ts'
import { withMergedRecords } from './store/merged-records.ts'
import { momentOf } from './store/moment.ts'
import { lockCycles, writeCycles } from './store/write-cycles.ts'
import { endRecallType, writeRecallType } from './store/write-recall-type.ts'
import { withHashPlans } from './with-hash-plans.ts'

/** A change of one type that is thought about. */
export type TypeChange =
  | { readonly kind: 'write'; readonly type: SourcedRecallType; readonly origin: 'pack' | 'clinic' }
  | { readonly kind: 'end'; readonly key: string }

export interface TypePreview {
  readonly typeKey: string
  /** False: a type that nobody named changes too, because another one takes its place or gives it back. */
  readonly isNamed: boolean
  /** Open cycles of the type before and after. */
  readonly cyclesBefore: number
  readonly cyclesAfter: number
  readonly opened: number
  readonly closed: number
  /** Patients on the default whose due date moves; one set by hand for a patient stays. */
  readonly moved: number
  /** Patients for whom staff set a date or an interval: they stay on it. */
  readonly keptByHand: number
  /** Of the cycles after: due within the type's due-soon days or past it. */
  readonly dueNow: number
}

const savepoint = sql.id('recall_preview')

/**
 * What these changes would do, by doing them and taking them back: the same code, the same counts. The named types first,
 * then every other type that changes with them. Reads the whole clinic, or only the patients in the first `buckets`
 * buckets of the sample: then the figures are of those.
 */
export async function previewRecallTypes(
  db: ModuleDb<'recall'>,
  changes: readonly TypeChange[],
  { buckets = null }: { readonly buckets?: number | null } = {},
): Promise<readonly TypePreview[]> {
  const sampled = buckets === null ? undefined : await withMergedRecords(db, await patientsOf(db, buckets))
  await db.run(sql`savepoint ${savepoint}`)
  try {
    await lockCycles(db)
    await withHashPlans(db, async () =>
      db.run(sql`
        create temp table cycle_before on commit drop as
        select c.patient_id, c.type_key, c.due_effective from recall.cycle c
        where c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(sampled)(sql`c.patient_id`)}`),
    )
    for (const change of changes) {
      if (change.kind === 'end') await endRecallType(db, change.key)
      else await writeRecallType(db, { ...change, enabledBy: 'preview' })
    }
    if (sampled === undefined) await rebuildCycles(db, { withStanding: false })
    else await writeCycles(db, await scopeOf(db, { asOf: db.now, patientIds: sampled }))
    const { today } = await momentOf(db, db.now)
    const counted = await withHashPlans(db, async () => db.sql<Counted>(previewQuery(db, { today, sampled })))
    return presented(changes, counted)
  } finally {
    await db.run(sql`rollback to savepoint ${savepoint}`)
  }
}

async function patientsOf(db: ModuleDb<'recall'>, buckets: number): Promise<readonly string[]> {
  const rows = await db.sql<{ id: string }>(sql`
    select p.id from patients.patient p
    where p.clinic_id = ${db.clinicId} and p.sample_bucket < ${buckets} and p.merged_into is null`)
  return rows.map(({ id }) => id)
}

type Counted = Omit<TypePreview, 'isNamed'>

function presented(changes: readonly TypeChange[], counted: readonly Counted[]): readonly TypePreview[] {
  const keys = [...new Set(changes.map((change) => (change.kind === 'end' ? change.key : change.type.key)))]
  const named = keys.map((typeKey) => ({
    ...nothing,
    ...counted.find((one) => one.typeKey === typeKey),
    typeKey,
    isNamed: true,
  }))
  const others = counted
    .filter(({ typeKey, opened, closed, moved }) => !keys.includes(typeKey) && opened + closed + moved > 0)
    .map((one) => ({ ...one, isNamed: false }))
  return [...named, ...others]
}

const nothing = {
  cyclesBefore: 0,
  cyclesAfter: 0,
  opened: 0,
  closed: 0,
  moved: 0,
  keptByHand: 0,
  dueNow: 0,
} as const

interface Previewed {
  readonly today: Temporal.PlainDate
  readonly sampled: readonly string[] | undefined
}

function previewQuery(db: ModuleDb<'recall'>, { today, sampled }: Previewed): RawBuilder<Counted> {
  return sql`
    with by_hand as (
      select distinct a.patient_id, a.type_key from recall.arrangement a
      where a.clinic_id = ${db.clinicId} and a.kind = 'interval' and a.ended_at is null
        and (a.expires_on is null or a.expires_on >= ${today}::date)
    ),
    after as (
      select c.patient_id, c.type_key, c.due_effective, c.override_due is not null or a.patient_id is not null as is_by_hand
      from recall.cycle c left join by_hand a on a.patient_id = c.patient_id and a.type_key = c.type_key
      where c.clinic_id = ${db.clinicId} and c.closed_at is null ${askedFor(sampled)(sql`c.patient_id`)}
    )
    select t.key as "typeKey", count(b.patient_id)::int as "cyclesBefore", count(n.patient_id)::int as "cyclesAfter",
      count(*) filter (where b.patient_id is null)::int as opened, count(*) filter (where n.patient_id is null)::int as closed,
      count(*) filter (where n.due_effective <> b.due_effective)::int as moved,
      count(*) filter (where n.is_by_hand)::int as "keptByHand",
      count(*) filter (where n.due_effective <= ${today}::date + t.due_soon_days)::int as "dueNow"
    from cycle_before b
      full join after n on n.patient_id = b.patient_id and n.type_key = b.type_key
      join recall.recall_type t on t.clinic_id = ${db.clinicId} and t.key = coalesce(n.type_key, b.type_key)
    group by t.key, t.priority
    order by t.priority, t.key`
}
