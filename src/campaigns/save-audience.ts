import { sql } from 'kysely'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import { json } from '../platform/db/database.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import { type ReferenceFault, resolveReferences } from './resolve-references.ts'
import type { AudienceDocument } from './rules/audience-document.ts'

type Db = ModuleDb<'campaigns'>

export interface AudienceToSave {
  /** Null: a new one. */
  readonly audienceId: string | null
  readonly name: string
  readonly document: AudienceDocument
  /** What the audience was when somebody began to change it; left out: whatever it is. */
  readonly expected?: { readonly version: number; readonly name: string } | undefined
  readonly actor: Actor
}

export type SaveFault =
  | { readonly kind: 'not_found' | 'name_taken' }
  /** Somebody else has saved since. */
  | { readonly kind: 'changed_meanwhile' }
  | { readonly kind: 'unknown_reference'; readonly faults: readonly ReferenceFault[] }

/**
 * Saves an audience under a name of its own in the clinic: a new one, or the next version of one that is there. Versions
 * never change; a document that says what the newest says makes no new one.
 */
export async function saveAudience(
  db: Db,
  { audienceId, name, document, expected, actor }: AudienceToSave,
): Promise<Result<{ readonly id: string; readonly version: number }, SaveFault>> {
  const resolved = await resolveReferences(db, document)
  if (!resolved.ok) return fail({ kind: 'unknown_reference', faults: resolved.error })
  const before = audienceId === null ? null : await lockAudience(db, audienceId)
  if (audienceId !== null && before === null) return fail({ kind: 'not_found' })
  if (before !== null && expected !== undefined && !isAsExpected(before, expected))
    return fail({ kind: 'changed_meanwhile' })
  const id = audienceId ?? db.ids.uuid(db.now)
  if (await isTaken(db, name, id)) return fail({ kind: 'name_taken' })
  const stored = JSON.stringify(resolved.value)
  const isSame = before !== null && (await isNewest(db, id, stored))
  const version = (before?.version ?? 0) + (isSame ? 0 : 1)
  const author = 'name' in actor ? actor.name : actor.kind
  await writeAudience(db, { id, name, version, author, isNew: before === null })
  if (!isSame) {
    await db.write
      .insertInto('campaigns.audience_version')
      .values({
        clinic_id: db.clinicId,
        audience_id: id,
        version,
        document: json(resolved.value),
        created_by: author,
        created_at: db.now,
      })
      .execute()
  }
  if (!isSame || before?.name !== name) {
    await recordAudit(db.as('clinic'), {
      actor,
      action: 'audience.saved',
      subjectKind: 'audience',
      subjectId: id,
      detail: { version },
    })
  }
  return ok({ id, version })
}

type Known = NonNullable<AudienceToSave['expected']>

function isAsExpected(before: Known, expected: Known): boolean {
  return before.version === expected.version && before.name === expected.name
}

async function lockAudience(db: Db, id: string) {
  const row = await db.read
    .selectFrom('campaigns.audience')
    .select(['name', 'version'])
    .where('clinic_id', '=', db.clinicId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Two that save the same name at once: the second waits for the first, and then finds it. */
async function isTaken(db: Db, name: string, ownId: string): Promise<boolean> {
  await db.sql(sql`select pg_advisory_xact_lock(hashtextextended(${`campaigns.audience ${db.clinicId}`}, 0))`)
  const [taken] = await db.sql<{ id: string }>(sql`
    select a.id from campaigns.audience a
    where a.clinic_id = ${db.clinicId} and a.ended_at is null and lower(a.name) = lower(${name}) and a.id <> ${ownId}`)
  return taken !== undefined
}

/** jsonb compares what is said, not how it is written. */
async function isNewest(db: Db, id: string, document: string): Promise<boolean> {
  const [same] = await db.sql<{ is_same: boolean }>(sql`
    select v.document = ${document}::jsonb as is_same
    from campaigns.audience a
      join campaigns.audience_version v on v.clinic_id = a.clinic_id and v.audience_id = a.id and v.version = a.version
    where a.clinic_id = ${db.clinicId} and a.id = ${id}`)
  return same?.is_same === true
}

async function writeAudience(
  db: Db,
  row: {
    readonly id: string
    readonly name: string
    readonly version: number
    readonly author: string
    readonly isNew: boolean
  },
): Promise<void> {
  if (row.isNew) {
    await db.write
      .insertInto('campaigns.audience')
      .values({
        clinic_id: db.clinicId,
        id: row.id,
        name: row.name,
        version: row.version,
        created_by: row.author,
        created_at: db.now,
        changed_by: row.author,
        changed_at: db.now,
      })
      .execute()
    return
  }
  await db.run(sql`
    update campaigns.audience
    set name = ${row.name}, version = ${row.version}, changed_by = ${row.author}, changed_at = ${db.now},
      size_matching = case when version = ${row.version} then size_matching end,
      size_reachable = case when version = ${row.version} then size_reachable end,
      counted_at = case when version = ${row.version} then counted_at end
    where clinic_id = ${db.clinicId} and id = ${row.id} and (name, version) is distinct from (${row.name}, ${row.version}::integer)`)
}
