import { type RawBuilder, sql } from 'kysely'
import { type Criterion, type LeafCriterion, leavesOf } from '../../rules/criteria/criterion.ts'
import { allOf, askedFor, type CriteriaScope } from './criteria-scope.ts'
import { standing } from './standing.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

export function valueSql(criterion: Leaf<'value' | 'value_percentile'>): RawBuilder<unknown> {
  if (criterion.kind === 'value') {
    const { fromMinor, toMinor } = criterion
    return allOf([
      fromMinor === undefined ? null : sql`${standing.valueMinor} >= ${fromMinor}::bigint`,
      toMinor === undefined ? null : sql`${standing.valueMinor} <= ${toMinor}::bigint`,
    ])
  }
  const { from, to } = criterion
  return allOf([
    sql`${standing.lastVisitAt} is not null`,
    from === undefined ? null : sql`${standing.valueMinor} > ${percentile(from)}`,
    to === undefined ? null : sql`${standing.valueMinor} <= ${percentile(to)}`,
  ])
}

/** The percents that criteria ask for, each once. */
function percentsOf(criteria: Criterion | undefined): readonly number[] {
  if (criteria === undefined) return []
  const asked = leavesOf(criteria).flatMap((leaf) =>
    leaf.kind === 'value_percentile' ? [leaf.from, leaf.to] : [],
  )
  return [...new Set(asked.filter((percent) => percent !== undefined))]
}

/** `, value_percentile (percent, value_minor)` of all who ever came, where criteria ask for it. */
export function percentileTable(criteria: Criterion | undefined, scope: CriteriaScope): RawBuilder<unknown> {
  const percents = percentsOf(criteria)
  if (percents.length === 0) return sql``
  return sql`, value_percentile as materialized (
    select unnest(${[...percents]}::integer[]) as percent,
      unnest(percentile_disc(${percents.map((percent) => percent / 100)}::double precision[])
        within group (order by s.value_minor)) as value_minor
    from recall.standing s
    where s.clinic_id = ${scope.db.clinicId} and s.last_visit_at is not null ${askedFor(scope, sql`s.patient_id`)}
  )`
}

function percentile(percent: number): RawBuilder<unknown> {
  return sql`(select v.value_minor from value_percentile v where v.percent = ${percent})`
}
