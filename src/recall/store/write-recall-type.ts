import { sql } from 'kysely'
import { json } from '../../platform/db/database.ts'
import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { RecallTypeDefinition } from '../contract/recall-type.ts'
import { definitionOf, type SourcedRecallType } from '../packs/load-recall-packs.ts'
import { neverLapses } from '../rules/recall-rule.ts'

export interface RecallTypeToWrite {
  readonly type: SourcedRecallType
  readonly enabledBy: string
  /** Whose words they are: the pack's, or the clinic's own (also in place of a pack's row). */
  readonly origin: 'pack' | 'clinic'
}

/** Writes a recall type of the clinic and its codes as its definition has them, enabled from now on. */
export async function writeRecallType(
  db: ModuleDb<'recall'>,
  { type, enabledBy, origin }: RecallTypeToWrite,
): Promise<void> {
  const row = {
    ...recallTypeColumns(type),
    pack: type.pack,
    pack_version: type.packVersion,
    specialty: type.specialty,
    origin,
    enabled_by: enabledBy,
    enabled_at: db.now,
    disabled_at: null,
  }
  await db.write
    .insertInto('recall.recall_type')
    .values({ clinic_id: db.clinicId, key: type.key, ...row })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'key']).doUpdateSet(row))
    .execute()
  await db.run(sql`
    delete from recall.trigger where clinic_id = ${db.clinicId} and type_key = ${type.key}`)
  await db.write
    .insertInto('recall.trigger')
    .values(triggersOf(type).map((trigger) => ({ clinic_id: db.clinicId, type_key: type.key, ...trigger })))
    .execute()
}

/** Ends a type of the clinic, which keeps its row; false: it was not enabled. */
export async function endRecallType(db: ModuleDb<'recall'>, key: string): Promise<boolean> {
  const ended = await db.write
    .updateTable('recall.recall_type')
    .set({ disabled_at: db.now })
    .where('clinic_id', '=', db.clinicId)
    .where('key', '=', key)
    .where('disabled_at', 'is', null)
    .returning('key')
    .execute()
  return ended.length > 0
}

function recallTypeColumns(type: SourcedRecallType) {
  const interval = type.interval === 'once' ? { months: 0, days: 0 } : type.interval
  return {
    names: json(type.names),
    interval_months: interval.months,
    interval_days: interval.days,
    is_once: type.interval === 'once',
    risk_interval_months: type.risk?.interval.months ?? null,
    risk_interval_days: type.risk?.interval.days ?? null,
    due_soon_days: type.dueSoonDays,
    grace_days: type.graceDays === 'never' ? neverLapses : type.graceDays,
    minimum_age: type.age?.from ?? null,
    maximum_age: type.age?.to ?? null,
    sex: type.sex ?? null,
    needs_condition: type.conditions !== undefined,
    priority: type.priority,
    excludes: type.supersededBy,
    succeeds: type.succeeds,
    shares_triggers: type.sharesTriggers,
    service_keys: type.serviceKeys,
    minutes: type.minutes ?? null,
    benchmark: type.benchmark ?? null,
    source: type.source,
    source_status: type.status,
    verified_on: Temporal.PlainDate.from(type.verifiedOn),
    review_on: type.reviewOn === undefined ? null : Temporal.PlainDate.from(type.reviewOn),
    definition: json(definitionOf(type)),
  }
}

type TriggerKind =
  | RecallTypeDefinition['triggers'][number]['kind']
  | 'condition'
  | 'excluded_condition'
  | 'risk'

/** The codes of a type, each once; fallbacks and "any plan" have an empty one. */
export function triggersOf(
  type: RecallTypeDefinition,
): readonly { readonly kind: TriggerKind; readonly code: string }[] {
  const coded = (kind: TriggerKind, groups: readonly { readonly codes: readonly string[] }[] | undefined) =>
    (groups ?? []).flatMap(({ codes }) => codes.map((code) => ({ kind, code })))
  const rows = [
    ...type.triggers.flatMap((trigger) =>
      'codes' in trigger && trigger.codes !== undefined
        ? coded(trigger.kind, [{ codes: trigger.codes }])
        : [{ kind: trigger.kind, code: '' }],
    ),
    ...coded('condition', type.conditions),
    ...coded('excluded_condition', type.excludedConditions),
    ...coded('risk', type.risk?.conditions),
  ]
  return [...new Map(rows.map((row) => [`${row.kind} ${row.code}`, row])).values()]
}
