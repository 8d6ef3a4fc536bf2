import type { ModuleDb } from '../../platform/db/module-db.ts'
import type { Language } from '../../platform/rules/language.ts'
import type { RecallRule } from '../rules/recall-rule.ts'
import type { triggersOf } from './write-recall-type.ts'

/** An enabled type as a rule, with what people call it. */
export interface NamedRule extends RecallRule {
  readonly names: Readonly<Record<Language, string>>
}

/** The clinic's enabled types as the pure rules take them, most important first. */
export async function readRules(db: ModuleDb<'recall'>): Promise<readonly NamedRule[]> {
  const types = await db.read
    .selectFrom('recall.recall_type')
    .selectAll()
    .where('clinic_id', '=', db.clinicId)
    .where('disabled_at', 'is', null)
    .orderBy('priority')
    .orderBy('key')
    .execute()
  const codes = await db.read
    .selectFrom('recall.trigger')
    .select(['type_key', 'kind', 'code'])
    .where('clinic_id', '=', db.clinicId)
    .execute()
  type Kind = ReturnType<typeof triggersOf>[number]['kind']
  return types.map((type): NamedRule => {
    const of = (kind: Kind) =>
      codes.filter((row) => row.type_key === type.key && row.kind === kind).map(({ code }) => code)
    return {
      key: type.key,
      // Written by write-recall-type.ts from a definition that has all four.
      names: type.names as unknown as NamedRule['names'],
      triggers: {
        anyVisit: of('any_visit').length > 0,
        neverDone: of('never_done').length > 0,
        visitCodes: of('visit'),
        procedureCodes: of('procedure'),
        diagnosisCodes: of('diagnosis'),
        resultCodes: of('result'),
        planCodes: of('plan_end'),
      },
      interval: { months: type.interval_months, days: type.interval_days },
      isOnce: type.is_once,
      dueSoonDays: type.due_soon_days,
      graceDays: type.grace_days,
      minimumAge: type.minimum_age,
      maximumAge: type.maximum_age,
      sex: type.sex,
      conditionCodes: type.needs_condition ? of('condition') : [],
      excludedConditionCodes: of('excluded_condition'),
      risk:
        type.risk_interval_months === null || type.risk_interval_days === null
          ? null
          : {
              codes: of('risk'),
              interval: { months: type.risk_interval_months, days: type.risk_interval_days },
            },
      excludes: type.excludes,
      sharesTriggers: type.shares_triggers,
      succeeds: type.succeeds,
      serviceKeys: type.service_keys,
    }
  })
}
