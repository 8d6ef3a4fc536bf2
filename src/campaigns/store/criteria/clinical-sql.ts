import { type RawBuilder, sql } from 'kysely'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import type { LeafCriterion } from '../../rules/criteria/criterion.ts'
import { closedPlans, unfinishedProcedures } from '../../rules/criteria/unfinished-plan.ts'
import { askedFor, type CriteriaScope, survivorOf } from './criteria-scope.ts'
import type { PatientSets } from './patient-sets.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

/** Criteria about recalls, bands, conditions and plans. `recall_answer` and `lapsed_now` are the surrounding statement's. */
export function clinicalSql(
  criterion: Leaf<'recall_status' | 'lapse' | 'condition' | 'unfinished_plan'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'recall_status': {
      const { types, statuses } = criterion
      const found = sets.use(
        JSON.stringify(criterion),
        () => sql`
        select distinct a.patient_id from recall_answer a
        where a.status = any(${[...statuses]}::text[])
          ${types.length === 0 ? sql`` : sql`and a.type_key = any(${[...types]}::text[])`}`,
      )
      return sql`${found}.patient_id is not null`
    }
    case 'lapse': {
      const lapsed = sets.use('lapse', () => sql`select l.patient_id, l.band from lapsed_now l`)
      return sql`${lapsed}.band = any(${[...criterion.bands]}::text[])`
    }
    case 'condition':
      return sql`${afflicted(criterion, scope, sets)}.patient_id is not null`
    case 'unfinished_plan':
      return sql`${unfinished(scope, sets)}.patient_id is not null`
    default:
      return assertNever(criterion)
  }
}

/** Who has one of the conditions now; an ICD-10 category covers its subcategories. */
function afflicted(
  criterion: Leaf<'condition'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const { db, asked } = scope
  const codes = [...criterion.codes]
  return sets.use(
    JSON.stringify(criterion),
    () => sql`
    select distinct ${survivorOf(sql`c.patient_id`)} as patient_id
    from patients.condition c left join duplicate d on d.id = c.patient_id
    where c.clinic_id = ${db.clinicId}
      and (c.code = any(${codes}::text[]) or split_part(c.code, '.', 1) = any(${codes}::text[]))
      and coalesce(c.recorded_at, c.onset_at, ${asked.now}) <= ${asked.now}
      and (c.abated_at is null or c.abated_at > ${asked.now}) ${askedFor(scope, sql`c.patient_id`)}`,
  )
}

function unfinished(scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  const { db, asked } = scope
  return sets.use(
    'unfinished plan',
    () => sql`
    select ${survivorOf(sql`i.patient_id`)} as patient_id
    from patients.plan_item i
      left join patients.treatment_plan t on t.clinic_id = ${db.clinicId} and t.id = i.plan_id ${askedFor(scope, sql`t.patient_id`)}
      left join duplicate d on d.id = i.patient_id
    where i.clinic_id = ${db.clinicId} and i.state = 'open'
      and (t.status is null or t.status <> all(${[...closedPlans]}::text[])) ${askedFor(scope, sql`i.patient_id`)}
    union
    select ${survivorOf(sql`r.patient_id`)}
    from patients.procedure r left join duplicate d on d.id = r.patient_id
    where r.clinic_id = ${db.clinicId} and r.status = any(${[...unfinishedProcedures]}::text[])
      and coalesce(r.performed_at, ${asked.now}) <= ${asked.now} ${askedFor(scope, sql`r.patient_id`)}`,
  )
}
