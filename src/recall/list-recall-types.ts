import { readClinic } from '../clinic/read-clinic.ts'
import type { ModuleDb } from '../platform/db/module-db.ts'
import type { Language } from '../platform/rules/language.ts'
import type { RecallTypeDefinition, Specialty } from './contract/recall-type.ts'
import { typeDiff } from './diff-recall-types.ts'
import { definitionOf, type ShippedRecallType } from './packs/load-recall-packs.ts'
import { ownPack } from './rules/type-key.ts'
import { type ClinicType, readClinicTypes } from './store/clinic-types.ts'
import { momentOf } from './store/moment.ts'

/** Where a type stands with the clinic: off, on as the pack has it, on while the pack says something new, on in own words. */
export type TypeState = 'off' | 'on' | 'changed' | 'edited'

/** A recall type that ships or that the clinic made, and where it stands. */
export interface ListedType {
  readonly key: string
  readonly names: Readonly<Record<Language, string>>
  /** Null: the clinic made it. */
  readonly pack: { readonly key: string; readonly version: string; readonly country: string | null } | null
  readonly specialty: Specialty
  /** Whether the pack is for a clinic of this kind in this country; a type of one's own always fits. */
  readonly fits: boolean
  readonly state: TypeState
  /** What holds where it is on; else what its pack says, or the clinic said last. */
  readonly definition: RecallTypeDefinition
  /** The clinic has its own words for it, on or off. */
  readonly hasOwnWords: boolean
  readonly enabled: { readonly by: string; readonly at: Temporal.Instant } | null
  /** The day by which the source was to be read again is over. */
  readonly isReviewOverdue: boolean
  /** Keys of types whose place it takes. */
  readonly takesPlaceOf: readonly string[]
  /** Keys of types that its patients grow into. */
  readonly growsInto: readonly string[]
}

/** Every type there is for this clinic: its own, then those of packs that fit it, then all others. */
export async function listRecallTypes(
  db: ModuleDb<'recall'>,
  packs: ReadonlyMap<string, ShippedRecallType>,
): Promise<readonly ListedType[]> {
  const clinic = await readClinic(db.as('clinic'))
  const known = await readClinicTypes(db)
  const { today } = await momentOf(db, db.now)
  const fits = ({ specialty, country }: ShippedRecallType) =>
    specialty === clinic.practiceType && (country === null || country === clinic.country)
  const own = [...known.values()].flatMap((type) => ownType(type) ?? [])
  const shipped = [...packs.values()]
    .map((type) => shippedType(type, known.get(type.key), fits(type)))
    // Stable: inside both parts packs and rows keep their order.
    .sort((one, other) => Number(other.fits) - Number(one.fits))
  const all = [...own, ...shipped]
  const keysOf = (isLinked: (type: RecallTypeDefinition) => boolean) =>
    all.filter(({ definition }) => isLinked(definition)).map(({ key }) => key)
  return all.map((type) => ({
    ...type,
    isReviewOverdue: (type.definition.reviewOn ?? '9999') < today.toString(),
    takesPlaceOf: keysOf(({ supersededBy }) => supersededBy.includes(type.key)),
    growsInto: keysOf(({ succeeds }) => succeeds.includes(type.key)),
  }))
}

type Alone = Omit<ListedType, 'isReviewOverdue' | 'takesPlaceOf' | 'growsInto'>

function ownType(type: ClinicType): Alone | null {
  const { key, names, pack, specialty, definition, disabledAt } = type
  if (pack !== ownPack || definition === null || specialty === null) return null
  return {
    key,
    names,
    pack: null,
    specialty,
    fits: true,
    state: disabledAt === null ? 'on' : 'off',
    definition,
    hasOwnWords: true,
    enabled: enabledOf(type),
  }
}

function shippedType(type: ShippedRecallType, enabled: ClinicType | undefined, fits: boolean): Alone {
  const { state } = typeDiff(type, enabled)
  const isOn = state !== 'new'
  return {
    key: type.key,
    names: isOn ? (enabled?.names ?? type.names) : type.names,
    pack: { key: type.pack, version: type.packVersion, country: type.country },
    specialty: type.specialty,
    fits,
    state: state === 'new' ? 'off' : state === 'same' ? 'on' : state,
    definition: (isOn ? enabled?.definition : null) ?? definitionOf(type),
    hasOwnWords: enabled?.origin === 'clinic',
    enabled: isOn && enabled !== undefined ? enabledOf(enabled) : null,
  }
}

function enabledOf({ enabledBy, enabledAt, disabledAt }: ClinicType): ListedType['enabled'] {
  return disabledAt === null ? { by: enabledBy, at: enabledAt } : null
}
