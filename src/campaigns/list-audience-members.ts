import { type RawBuilder, sql } from 'kysely'
import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { withHashPlans } from '../recall/with-hash-plans.ts'
import { audienceQuery } from './audience-query.ts'
import type { AudienceDocument } from './rules/audience-document.ts'

export interface ListedMember {
  readonly externalId: string
  readonly band: string | null
  readonly typeKey: string | null
  readonly lastVisitAt: Temporal.Instant | null
}

const rowsAtOnce = 2_000

/** Everybody an audience names, by their number in the practice system; rows are valid inside the transaction. */
export async function listAudienceMembers(
  db: ModuleDb<'campaigns'>,
  audience: AudienceDocument,
): Promise<AsyncIterable<ListedMember>> {
  const clinic = await readClinic(db.as('clinic'))
  const members = await audienceQuery(db, { clinic, audience })
  return pages(
    db,
    sql<ListedMember>`
    select p.external_id as "externalId", m.band, m.type_key as "typeKey", s.last_visit_at as "lastVisitAt"
    from ${members} m
      join patients.patient p on p.clinic_id = ${db.clinicId} and p.id = m.patient_id
      left join recall.standing s on s.clinic_id = ${db.clinicId} and s.patient_id = m.patient_id
    order by p.external_id, p.id`,
  )
}

/** A page at a time from a cursor of the transaction: memory stays at one page. */
async function* pages(
  db: ModuleDb<'campaigns'>,
  query: RawBuilder<ListedMember>,
): AsyncGenerator<ListedMember, void, undefined> {
  const fetch = () => db.sql<ListedMember>(sql`fetch ${sql.lit(rowsAtOnce)} from audience_member`)
  // The first page runs nearly the whole statement, so that it belongs to the planned part.
  let page = await withHashPlans(db.as('recall'), async () => {
    await db.run(sql`declare audience_member no scroll cursor without hold for ${query}`)
    return fetch()
  })
  yield* page
  while (page.length === rowsAtOnce) {
    page = await fetch()
    yield* page
  }
  await db.run(sql`close audience_member`)
}
