import { type RawBuilder, sql } from 'kysely'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import type { Criterion, LeafCriterion } from '../../rules/criteria/criterion.ts'
import { clinicalSql } from './clinical-sql.ts'
import { contactSql } from './contact-sql.ts'
import type { CriteriaScope } from './criteria-scope.ts'
import type { PatientSets } from './patient-sets.ts'
import { personSql } from './person-sql.ts'
import { valueSql } from './value-sql.ts'
import { visitSql } from './visit-sql.ts'

/**
 * The set form of rules/criteria/matches.ts: a condition on patient `p` with standing `s` and the sets that it has asked
 * `sets` for. What is null is not known and does not match, at every leaf, so that `not` turns round a yes or a no.
 */
export function criteriaSql(
  criterion: Criterion,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'all':
    case 'any': {
      const parts = criterion.of.map((one) => criteriaSql(one, scope, sets))
      return sql`(${sql.join(parts, criterion.kind === 'all' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`not ${criteriaSql(criterion.of, scope, sets)}`
    default:
      return sql`coalesce(${leafSql(criterion, scope, sets)}, false)`
  }
}

function leafSql(criterion: LeafCriterion, scope: CriteriaScope, sets: PatientSets): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'last_visit':
    case 'visited':
    case 'next_visit':
    case 'no_shows':
    case 'cancelled_not_rebooked':
    case 'only_emergency':
    case 'insurance_changed':
      return visitSql(criterion, scope, sets)
    case 'age':
    case 'sex':
    case 'language':
    case 'postcode':
    case 'distance':
    case 'safe_contact':
      return personSql(criterion, scope, sets)
    case 'recall_status':
    case 'lapse':
    case 'condition':
    case 'unfinished_plan':
      return clinicalSql(criterion, scope, sets)
    case 'value':
    case 'value_percentile':
      return valueSql(criterion)
    case 'channel':
    case 'consent':
    case 'campaign':
    case 'tag':
    case 'drift_reason':
      return contactSql(criterion, scope, sets)
    default:
      return assertNever(criterion)
  }
}
