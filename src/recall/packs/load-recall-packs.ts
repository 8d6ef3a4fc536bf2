import { allPacks, PackError, type PackFault, packTexts, readPack } from '../../platform/packs/read-pack.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { type PackedRecallType, type RecallPack, recallPackSchema } from '../contract.ts'

/** A pack's row with the pack it comes from. */
export interface ShippedRecallType extends PackedRecallType {
  readonly pack: string
  readonly packVersion: string
  readonly specialty: RecallPack['specialty']
  /** ISO 3166 alpha-2; null: for any country. */
  readonly country: string | null
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

/** The row of a pack without what is said about the pack itself. */
export function definitionOf(type: ShippedRecallType): PackedRecallType {
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
    ]
  })
  return faults.length > 0 ? fail(faults) : ok(read.value)
}
