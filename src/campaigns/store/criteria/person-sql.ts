import { type RawBuilder, sql } from 'kysely'
import { assertNever } from '../../../platform/rules/assert-never.ts'
import { birthRange } from '../../rules/criteria/asked-at.ts'
import type { LeafCriterion } from '../../rules/criteria/criterion.ts'
import { earthRadiusKm } from '../../rules/criteria/distance.ts'
import { plainPostcode } from '../../rules/criteria/postcode.ts'
import { allOf, type CriteriaScope } from './criteria-scope.ts'
import type { PatientSets } from './patient-sets.ts'

type Leaf<Kind extends LeafCriterion['kind']> = Extract<LeafCriterion, { readonly kind: Kind }>

/** Criteria that the patient's own record `p` answers. */
export function personSql(
  criterion: Leaf<'age' | 'sex' | 'language' | 'postcode' | 'distance' | 'safe_contact'>,
  scope: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  switch (criterion.kind) {
    case 'age': {
      const { after, until } = birthRange(criterion, scope.asked)
      return allOf([
        after === null ? null : sql`p.birth_date > ${after}::date`,
        until === null ? null : sql`p.birth_date <= ${until}::date`,
      ])
    }
    case 'sex':
      return sql`p.sex = any(${[...criterion.anyOf]}::text[])`
    case 'language':
      return sql`coalesce(p.language, ${scope.clinicLanguage}) = any(${[...criterion.anyOf]}::text[])`
    case 'postcode': {
      const plain = sql`upper(regexp_replace(p.postcode, '[^A-Za-z0-9]', '', 'g') collate "C")`
      const beginnings = criterion.startsWith.map(plainPostcode)
      return sql`(${sql.join(
        beginnings.map((beginning) => sql`starts_with(${plain}, ${beginning})`),
        sql` or `,
      )})`
    }
    case 'distance':
      return distanceSql(criterion)
    case 'safe_contact':
      return safeContactSql(criterion, scope, sets)
    default:
      return assertNever(criterion)
  }
}

/** The wish of the person: silence on any of the records is silence, a confidential one makes it confidential. */
function safeContactSql(
  { anyOf }: Leaf<'safe_contact'>,
  { db }: CriteriaScope,
  sets: PatientSets,
): RawBuilder<unknown> {
  const merged = sets.use(
    'wishes',
    () => sql`
    select d.survivor as patient_id, bool_or(p.safe_contact = 'none') as has_none, bool_or(p.safe_contact = 'confidential') as has_confidential
    from duplicate d join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = d.id
    where p.merged_into is not null
    group by 1`,
  )
  return sql`case when p.safe_contact = 'none' or ${merged}.has_none then 'none'
    when p.safe_contact = 'confidential' or ${merged}.has_confidential then 'confidential'
    else 'normal' end = any(${[...anyOf]}::text[])`
}

/** The haversine formula of rules/criteria/distance.ts. */
function distanceSql({ km, from }: Leaf<'distance'>): RawBuilder<unknown> {
  const latitude = sql`${from.latitude}::double precision`
  const longitude = sql`${from.longitude}::double precision`
  return sql`(2 * ${earthRadiusKm}::double precision * asin(least(1, sqrt(
      power(sin(radians(${latitude} - p.latitude) / 2), 2)
      + cos(radians(p.latitude)) * cos(radians(${latitude})) * power(sin(radians(${longitude} - p.longitude) / 2), 2)
    ))) <= ${km}::double precision)`
}
