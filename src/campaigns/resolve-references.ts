import { sql } from 'kysely'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { AudienceDocument } from './rules/audience-document.ts'
import {
  type CriteriaReferences,
  type ReferenceKind,
  referencesOf,
  withReferences,
} from './rules/criteria/references.ts'

/** A name in the criteria that nothing, or more than one thing, in the clinic has. */
export interface ReferenceFault {
  readonly path: readonly (string | number)[]
  readonly reference: string
  readonly what: ReferenceKind
  readonly isAmbiguous: boolean
}

/**
 * The document with ids in place of the numbers and names by which criteria may call providers, places and campaigns, so
 * that a renamed doctor stays the same one. Ids stay as they are, and have to be there.
 */
export async function resolveReferences(
  db: ModuleDb<'campaigns'>,
  document: AudienceDocument,
): Promise<Result<AudienceDocument, readonly ReferenceFault[]>> {
  if (document.criteria === undefined) return ok(document)
  const references = referencesOf(document.criteria, ['criteria'])
  if (references.length === 0) return ok(document)
  const found = new Map<string, readonly string[]>()
  for (const kind of ['provider', 'location', 'campaign'] as const) {
    const named = references.filter((one) => one.what === kind).map(({ reference }) => reference)
    for (const { reference, ids } of await lookUp(db, kind, [...new Set(named)]))
      found.set(`${kind} ${reference}`, ids)
  }
  const idsOf = ({ what, reference }: CriteriaReferences[number]) => found.get(`${what} ${reference}`) ?? []
  const faults = references
    .filter((one) => idsOf(one).length !== 1)
    .map((one) => ({ ...one, isAmbiguous: idsOf(one).length > 1 }))
  if (faults.length > 0) return fail(faults)
  const criteria = withReferences(
    document.criteria,
    (what, reference) => found.get(`${what} ${reference}`)?.[0] ?? reference,
  )
  return ok({ ...document, criteria })
}

interface Found {
  readonly reference: string
  readonly ids: readonly string[]
}

/** An id outweighs a number in the source, a number a name. */
async function lookUp(
  db: ModuleDb<'campaigns'>,
  kind: ReferenceKind,
  references: readonly string[],
): Promise<readonly Found[]> {
  if (references.length === 0) return []
  const table = {
    provider: sql`select r.id, r.external_id, r.name from scheduling.resource r where r.clinic_id = ${db.clinicId}`,
    location: sql`select l.id, l.external_id, l.name from clinic.location l where l.clinic_id = ${db.clinicId}`,
    campaign: sql`select c.id, null::text as external_id, c.name from campaigns.campaign c where c.clinic_id = ${db.clinicId}`,
  }[kind]
  return db.sql<Found>(sql`
    with thing as materialized (${table}),
    hit as (
      select w.reference, t.id, case when t.id::text = w.reference then 1 when t.external_id = w.reference then 2 else 3 end as rank
      from unnest(${[...references]}::text[]) as w (reference)
        join thing t on t.id::text = w.reference or t.external_id = w.reference or t.name = w.reference
    )
    select h.reference, array_agg(h.id::text) as ids
    from hit h
    where h.rank = (select min(o.rank) from hit o where o.reference = h.reference)
    group by h.reference`)
}
