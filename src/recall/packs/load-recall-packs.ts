import { allPacks, PackError, type PackFault, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import {
  type PackedRecallType,
  type RecallPack,
  type RecallTypeDefinition,
  recallPackSchema,
  type Specialty,
} from '../contract/recall-type.ts'
import { ownPack, ownPrefix } from '../rules/type-key.ts'

/** A pack's row with the pack it comes from. */
export interface ShippedRecallType extends PackedRecallType {
  readonly pack: string
  readonly packVersion: string
  readonly specialty: Specialty
  /** ISO 3166 alpha-2; null: for any country. */
  readonly country: string | null
}

/** A type with where it comes from: a pack's row as it ships, or one that the clinic wrote. */
export interface SourcedRecallType extends RecallTypeDefinition {
  /** `ownPack`: the clinic made it; else the pack whose row it is, or is a copy of. */
  readonly pack: string
  readonly packVersion: string
  readonly specialty: Specialty
}

/** Every recall type of packs/recall by key; throws a PackError that names file, row and field of all that is wrong. */
export async function loadRecallPacks(): Promise<ReadonlyMap<string, ShippedRecallType>> {
  const texts = await packTexts('recall')
  const packs = allPacks(texts.map(readRecallPack))
  const types = packs.flatMap(({ pack, version, specialty, country = null, types: rows }) =>
    rows.map((row): ShippedRecallType => ({ ...row, pack, packVersion: version, specialty, country })),
  )
  const byKey = new Map(types.map((type) => [type.key, type]))
  const faults = types.flatMap((type): PackFault[] => {
    const at = (field: string, what: string) => ({
      file: `packs/recall (${type.pack})`,
      key: `${type.key}.${field}`,
      what,
    })
    const unknown = (keys: readonly string[]) => keys.filter((key) => !byKey.has(key))
    return [
      ...(byKey.get(type.key) === type ? [] : [at('key', 'another pack has this type too')]),
      ...unknown(type.supersededBy).map((key) => at('supersededBy', `no pack has a type "${key}"`)),
      ...unknown(type.succeeds).map((key) => at('succeeds', `no pack has a type "${key}"`)),
    ]
  })
  if (faults.length > 0) throw new PackError(faults)
  return byKey
}

/** A type without where it comes from. */
export function definitionOf(
  type: SourcedRecallType & { readonly country?: string | null },
): RecallTypeDefinition {
  const { pack: _pack, packVersion: _version, specialty: _specialty, country: _country, ...definition } = type
  return definition
}

/** One pack file: its shape, and that no row names itself or another row's key twice. */
export function readRecallPack(source: {
  readonly file: string
  readonly text: string
}): Result<RecallPack, readonly PackFault[]> {
  const read = readPack(recallPackSchema, source)
  if (!read.ok) return read
  const faults = read.value.types.flatMap((type, index): PackFault[] => {
    const at = (field: string, what: string) => ({
      file: source.file,
      key: `types.${index} (${type.key}).${field}`,
      what,
    })
    const first = read.value.types.findIndex((other) => other.key === type.key)
    return [
      ...(first < index ? [at('key', 'stands in the file already')] : []),
      ...(type.supersededBy.includes(type.key)
        ? [at('supersededBy', 'a type cannot take its own place')]
        : []),
      ...(type.succeeds.includes(type.key) ? [at('succeeds', 'a type cannot grow into itself')] : []),
      ...(type.key.startsWith(ownPrefix) || read.value.pack === ownPack
        ? [at('key', 'names that begin so belong to the types that clinics make')]
        : []),
    ]
  })
  return faults.length > 0 ? fail(faults) : ok(read.value)
}
