import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { announceChanges } from './announce-changes.ts'
import { lockPatients } from './lock-patients.ts'
import { markForMatching } from './mark-for-matching.ts'
import { chooseSurvivor, type SurvivorCandidate } from './rules/matching/choose-survivor.ts'
import { shareOptOuts } from './share-opt-outs.ts'
import { decidePair, lockPair } from './store/duplicate-pairs.ts'
import { linkRecords, readLineage } from './store/lineage.ts'
import { carryConsents } from './store/merged-consents.ts'
import { giveContacts } from './store/merged-contacts.ts'

export interface DuplicateMerge {
  readonly oneId: string
  readonly otherId: string
  /** Which of the two lives on; null: choose-survivor.ts decides. */
  readonly survivorId: string | null
  readonly by: Extract<Actor, { readonly name: string }>
}

export interface MergeProblem {
  readonly kind: 'no_such_pair' | 'one_person_already' | 'not_of_the_pair'
}

/**
 * Makes one person of two records: one lives on, and is reached wherever the other was. Facts stay on their record and
 * count for the person; what either opted out of, both have. See undo-merge.ts.
 */
export async function mergeDuplicate(
  db: ModuleDb<'patients'>,
  merge: DuplicateMerge,
): Promise<Result<{ readonly mergeId: string; readonly survivorId: string }, MergeProblem>> {
  const ids = [merge.oneId, merge.otherId]
  const before = await readLineage(db, ids)
  await lockPatients(db, [...before.keys()])
  const pair = await lockPair(db, merge)
  if (pair === null) return fail({ kind: 'no_such_pair' })
  if (merge.survivorId !== null && !ids.includes(merge.survivorId)) return fail({ kind: 'not_of_the_pair' })
  const lineage = await readLineage(db, ids)
  const living = (id: string): string => lineage.get(id) ?? id
  const people: readonly [string, string] = [living(merge.oneId), living(merge.otherId)]
  if (people[0] === people[1]) return fail({ kind: 'one_person_already' })
  const into = merge.survivorId === null ? await survivorOf(db, people) : living(merge.survivorId)
  const from = people[0] === into ? people[1] : people[0]
  const mergeId = await joinRecords(db, { from, into, by: merge.by })
  await decidePair(db, merge, { state: 'merged', by: merge.by.name, mergeId })
  await recordAudit(db.as('clinic'), {
    actor: merge.by,
    action: 'patient.merged',
    subjectKind: 'patient',
    subjectId: into,
    detail: { mergeId, mergedId: from, isCertain: pair.isCertain },
  })
  return ok({ mergeId, survivorId: into })
}

async function joinRecords(
  db: ModuleDb<'patients'>,
  { from, into, by }: { readonly from: string; readonly into: string; readonly by: DuplicateMerge['by'] },
): Promise<string> {
  const changes = await linkRecords(db, [{ from, into }])
  const given = await giveContacts(db, { from, into })
  await shareOptOuts(db, [[from, into]], by)
  await carryConsents(db, { from, into, contactPointIds: given.map((each) => each.contactPointId) })
  const mergeId = db.ids.uuid(db.now)
  await db.write
    .insertInto('patients.merge')
    .values({
      clinic_id: db.clinicId,
      id: mergeId,
      from_id: from,
      into_id: into,
      moved: [...changes.keys()].filter((id) => id !== from),
      contacts: json(given),
      merged_at: db.now,
      merged_by: by.name,
    })
    .execute()
  await markForMatching(db, [from, into])
  await announceChanges(db, [...changes.keys(), into])
  return mergeId
}

async function survivorOf(db: ModuleDb<'patients'>, people: readonly [string, string]): Promise<string> {
  const [one, other] = await db.sql<SurvivorCandidate>(sql`
    select p.id, p.left_at is not null as "hasLeft", p.created_at as "createdAt",
      (select count(*) from patients.patient_contact c
        where c.clinic_id = p.clinic_id and c.patient_id = p.id and c.ended_at is null) as contacts
    from patients.patient p where p.clinic_id = ${db.clinicId} and p.id = any(${[...people]}::uuid[])`)
  if (one === undefined || other === undefined) throw new Error('a stored pair has two patients')
  return chooseSurvivor(one, other).id
}
