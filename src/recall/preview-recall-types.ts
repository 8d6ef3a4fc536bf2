import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { ClinicId } from '../platform/rules/brand.ts'
import type { ShippedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import { momentOf } from './store/moment.ts'
import { lockCycles } from './store/write-cycles.ts'
import { writeRecallType } from './store/write-recall-type.ts'

export interface TypePreview {
  readonly typeKey: string
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

class Previewed extends Error {
  readonly previews: readonly TypePreview[]
  constructor(previews: readonly TypePreview[]) {
    super('a preview is taken back')
    this.previews = previews
  }
}

/**
 * What enabling or changing these types would do, by doing it in a transaction that is always taken back: the same code,
 * the same counts. Reads the whole clinic.
 */
export async function previewRecallTypes(
  db: Database,
  clinicId: ClinicId,
  types: readonly ShippedRecallType[],
): Promise<readonly TypePreview[]> {
  try {
    await db.tenant(clinicId, async (tx) => {
      const recall = tx.as('recall')
      await lockCycles(recall)
      await recall.run(sql`
        create temp table cycle_before on commit drop as
        select c.patient_id, c.type_key, c.triggered_on, c.due_effective from recall.cycle c
        where c.clinic_id = ${recall.clinicId} and c.closed_at is null and c.type_key = any(${types.map(({ key }) => key)}::text[])`)
      for (const type of types) await writeRecallType(recall, { type, enabledBy: 'preview', origin: 'pack' })
      await rebuildCycles(recall, { withStanding: false })
      const previews: TypePreview[] = []
      for (const { key } of types) previews.push(await compare(recall, key))
      throw new Previewed(previews)
    })
  } catch (error) {
    if (error instanceof Previewed) return error.previews
    throw error
  }
  throw new Error('a preview was not taken back')
}

async function compare(db: ModuleDb<'recall'>, typeKey: string): Promise<TypePreview> {
  const { today } = await momentOf(db, db.now)
  const [row] = await db.sql<TypePreview>(previewQuery(db, typeKey, today))
  if (row === undefined) throw new Error('a statement of aggregates gave no row')
  return row
}

function previewQuery(
  db: ModuleDb<'recall'>,
  typeKey: string,
  today: Temporal.PlainDate,
): RawBuilder<TypePreview> {
  return sql`
    with after as (
      select c.patient_id, c.triggered_on, c.due_effective, c.override_due is not null or a.id is not null as is_by_hand
      from recall.cycle c
        left join recall.arrangement a on a.clinic_id = c.clinic_id and a.patient_id = c.patient_id and a.type_key = c.type_key
          and a.kind = 'interval' and a.ended_at is null
      where c.clinic_id = ${db.clinicId} and c.closed_at is null and c.type_key = ${typeKey}
    ),
    before as (
      select * from cycle_before where type_key = ${typeKey}
    )
    select ${typeKey}::text as "typeKey", count(b.patient_id)::int as "cyclesBefore", count(n.patient_id)::int as "cyclesAfter",
      count(*) filter (where b.patient_id is null)::int as opened, count(*) filter (where n.patient_id is null)::int as closed,
      count(*) filter (where n.due_effective <> b.due_effective)::int as moved,
      count(*) filter (where n.is_by_hand)::int as "keptByHand",
      count(*) filter (where n.due_effective <= ${today}::date + r.due_soon_days)::int as "dueNow"
    from before b
      full join after n on n.patient_id = b.patient_id
      cross join (select due_soon_days from recall.recall_type where clinic_id = ${db.clinicId} and key = ${typeKey}) r`
}
