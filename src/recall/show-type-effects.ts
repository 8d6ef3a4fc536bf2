import { chooseSample } from '../patients/choose-sample.ts'
import { estimateFrom } from '../patients/rules/estimate.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import { assertNever } from '../platform/rules/assert-never.ts'
import { fail, ok, type Result } from '../platform/rules/result.ts'
import type { PreviewTypes, TypeEffects } from './contract/recall-type-pages.ts'
import { type DefinitionRefusal, draftRecallType } from './define-recall-type.ts'
import { typesToEnable, type UnknownTypes } from './enable-recall-types.ts'
import { definitionOf, type ShippedRecallType, type SourcedRecallType } from './packs/load-recall-packs.ts'
import { nameOf, type TypesReader } from './present-recall-types.ts'
import { previewRecallTypes, type TypeChange, type TypePreview } from './preview-recall-types.ts'
import { contentChanges, fieldChanges } from './rules/type-diff.ts'
import { type ClinicType, readClinicTypes } from './store/clinic-types.ts'

export interface EffectsQuestion {
  readonly wish: PreviewTypes
  readonly packs: ReadonlyMap<string, ShippedRecallType>
  readonly reader: TypesReader
}

export type EffectsRefusal =
  | UnknownTypes
  | Exclude<DefinitionRefusal, { readonly kind: 'nobody_named' }>
  | { readonly kind: 'not_enabled' }

/** What a change of types would do to patients, and what it would say differently; nothing of it stays. */
export async function showTypeEffects(
  db: ModuleDb<'recall'>,
  { wish, packs, reader }: EffectsQuestion,
): Promise<Result<TypeEffects, EffectsRefusal>> {
  const known = await readClinicTypes(db)
  const changes = await changesOf(db, { wish, packs, known })
  if (!changes.ok) return changes
  const written = changes.value.flatMap((change) => (change.kind === 'write' ? [change.type] : []))
  const names = new Map(written.map((type) => [type.key, type.names[reader.reading.language]]))
  const buckets = wish.mode === 'estimate' ? await chooseSample(db.as('patients')) : null
  const previews = await previewRecallTypes(db, changes.value, { buckets })
  return ok({
    basis: buckets === null ? 'exact' : 'estimate',
    effects: previews.map((preview) => ({
      name: names.get(preview.typeKey) ?? nameOf(preview.typeKey, reader),
      ...effectOf(preview, buckets),
    })),
    changes: written.flatMap((type) => differences(type, known.get(type.key), reader)),
  })
}

function effectOf(
  preview: TypePreview,
  buckets: number | null,
): Omit<TypeEffects['effects'][number], 'name'> {
  const estimate = (found: number) => estimateFrom(found, buckets)
  const between = (found: number) => {
    const { low, high } = estimate(found)
    return { low, high }
  }
  return {
    key: preview.typeKey,
    isNamed: preview.isNamed,
    before: estimate(preview.cyclesBefore).count,
    after: estimate(preview.cyclesAfter).count,
    opens: estimate(preview.opened).count,
    closes: estimate(preview.closed).count,
    moves: estimate(preview.moved).count,
    keptByHand: estimate(preview.keptByHand).count,
    dueNow: estimate(preview.dueNow).count,
    likely:
      buckets === null
        ? null
        : {
            opens: between(preview.opened),
            closes: between(preview.closed),
            moves: between(preview.moved),
            dueNow: between(preview.dueNow),
          },
  }
}

async function changesOf(
  db: ModuleDb<'recall'>,
  {
    wish,
    packs,
    known,
  }: Omit<EffectsQuestion, 'reader'> & { readonly known: ReadonlyMap<string, ClinicType> },
): Promise<Result<readonly TypeChange[], EffectsRefusal>> {
  switch (wish.kind) {
    case 'enable':
      return typesToEnable(db, { keys: wish.keys, packs })
    case 'disable': {
      const type = known.get(wish.key)
      if (type === undefined || type.disabledAt !== null) return fail({ kind: 'not_enabled' })
      return ok([{ kind: 'end', key: wish.key }])
    }
    case 'define': {
      const { key, type, specialty } = wish
      const draft = await draftRecallType(db, { key, type, specialty, packs })
      return draft.ok ? ok([{ kind: 'write', type: draft.value, origin: 'clinic' }]) : draft
    }
    default:
      return assertNever(wish)
  }
}

function differences(
  type: SourcedRecallType,
  before: ClinicType | undefined,
  { reading }: TypesReader,
): TypeEffects['changes'] {
  if (before === undefined || before.disabledAt !== null) return []
  const isOwn = before.origin === 'clinic' || type.status === 'clinic'
  const changes = (isOwn ? contentChanges : fieldChanges)(before.written, definitionOf(type))
  return changes.length === 0
    ? []
    : [{ key: type.key, name: type.names[reading.language], changes: [...changes] }]
}
