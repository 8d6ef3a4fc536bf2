import { readClinic } from '../clinic/read-clinic.ts'
import { recordAudit } from '../clinic/record-audit.ts'
import type { Actor } from '../clinic/rules/actor.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { ClinicRecallType, Specialty } from './contract/recall-type.ts'
import type { RecallTypeEnabled } from './events.ts'
import { definitionOf, type ShippedRecallType, type SourcedRecallType } from './packs/load-recall-packs.ts'
import { rebuildCycles } from './rebuild-cycles.ts'
import { fieldChanges } from './rules/type-diff.ts'
import { keyFromName, ownPack } from './rules/type-key.ts'
import { type LinkFault, linkFault } from './rules/type-links.ts'
import { readClinicTypes } from './store/clinic-types.ts'
import { momentOf } from './store/moment.ts'
import type { CycleChanges } from './store/write-cycles.ts'
import { writeRecallType } from './store/write-recall-type.ts'

export interface TypeWish {
  /** Null: a new type. The key of a pack's row: the clinic's own text in place of it. */
  readonly key: string | null
  readonly type: ClinicRecallType
  /** Of a type that the clinic made; absent: as it was, for a new one that of the clinic. */
  readonly specialty?: Specialty | undefined
  /** What ships, from `loadRecallPacks`. */
  readonly packs: ReadonlyMap<string, ShippedRecallType>
}

export interface TypeDefinition extends TypeWish {
  /** Whoever defines a type answers for it. */
  readonly by: Extract<Actor, { readonly name: string }>
}

export type DefinitionRefusal =
  | { readonly kind: 'nobody_named' }
  /** No type has this key. */
  | { readonly kind: 'not_found' }
  | LinkFault

/**
 * Makes a recall type of the clinic's own or changes one, in its own words also where a pack has the type, and enables it:
 * cycles open, close and move as the preview says (preview-recall-types.ts).
 */
export async function defineRecallType(
  db: ModuleDb<'recall'>,
  definition: TypeDefinition,
): Promise<Result<{ readonly key: string; readonly changes: CycleChanges }, DefinitionRefusal>> {
  const defined = await recordDefinedType(db, definition)
  if (!defined.ok) return defined
  return ok({ ...defined.value, changes: await rebuildCycles(db, { withStanding: false }) })
}

/** The same without the cycles, which the caller brings in line. */
export async function recordDefinedType(
  db: ModuleDb<'recall'>,
  { by, ...wish }: TypeDefinition,
): Promise<Result<{ readonly key: string }, DefinitionRefusal>> {
  if (by.kind === 'system' || by.name.trim() === '') return fail({ kind: 'nobody_named' })
  const draft = await draftRecallType(db, wish)
  if (!draft.ok) return draft
  const type = draft.value
  const before = (await readClinicTypes(db)).get(type.key)
  await writeRecallType(db, { type, enabledBy: by.name.trim(), origin: 'clinic' })
  await recordAudit(db.as('clinic'), {
    actor: by,
    action: 'recall_type.defined',
    subjectKind: 'recall_type',
    subjectId: type.key,
    detail: {
      pack: type.pack,
      interval: type.interval,
      source: type.source,
      changes: fieldChanges(before?.written ?? {}, definitionOf(type)),
    },
  })
  await db.emit({ type: 'recall_type.enabled', typeKey: type.key } satisfies RecallTypeEnabled)
  return ok({ key: type.key })
}

/** The type as it would be written; writes nothing. */
export async function draftRecallType(
  db: ModuleDb<'recall'>,
  { key, type, specialty, packs }: TypeWish,
): Promise<Result<SourcedRecallType, Exclude<DefinitionRefusal, { readonly kind: 'nobody_named' }>>> {
  const known = await readClinicTypes(db)
  const [shipped, own] = key === null ? [] : [packs.get(key), known.get(key)]
  if (key !== null && shipped === undefined && own === undefined) return fail({ kind: 'not_found' })
  const { practiceType } = await readClinic(db.as('clinic'))
  const { today } = await momentOf(db, db.now)
  const draft: SourcedRecallType = {
    ...type,
    key: key ?? keyFromName(type.names.en, new Set([...packs.keys(), ...known.keys()])),
    verifiedOn: today.toString(),
    status: 'clinic',
    pack: shipped?.pack ?? own?.pack ?? ownPack,
    packVersion: shipped?.packVersion ?? own?.packVersion ?? '',
    specialty: shipped?.specialty ?? specialty ?? own?.specialty ?? practiceType,
  }
  const others = new Map<string, Pick<SourcedRecallType, 'key' | 'supersededBy' | 'succeeds'>>(packs)
  for (const { definition } of known.values()) if (definition !== null) others.set(definition.key, definition)
  const fault = linkFault(draft, [...others.values()])
  return fault === null ? ok(draft) : fail(fault)
}
