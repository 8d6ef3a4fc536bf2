import type { CsvKind } from './column-names.ts'

interface KnownTable {
  readonly table: string
  /** Null: nothing here uses it. */
  readonly kind: CsvKind | null
  /** Folded headers that it has, and that tell it from its likes. */
  readonly has: readonly string[]
  readonly lacks: readonly string[]
}

// The CSV export of Synthea, whose tables share nearly all their columns (github.com/synthetichealth/synthea/wiki/CSV-File-Data-Dictionary).
const synthea: readonly KnownTable[] = [
  { table: 'encounters', kind: 'visits', has: ['encounterclass', 'patient', 'start'], lacks: [] },
  { table: 'allergies', kind: null, has: ['patient', 'code', 'category', 'reaction1'], lacks: [] },
  { table: 'observations', kind: 'results', has: ['patient', 'code', 'value', 'units'], lacks: [] },
  { table: 'medications', kind: null, has: ['patient', 'code', 'dispenses'], lacks: [] },
  { table: 'devices', kind: null, has: ['patient', 'code', 'udi'], lacks: [] },
  { table: 'supplies', kind: null, has: ['patient', 'code', 'quantity'], lacks: [] },
  { table: 'imaging_studies', kind: null, has: ['patient', 'modality code'], lacks: [] },
  {
    table: 'procedures',
    kind: 'procedures',
    has: ['patient', 'encounter', 'code', 'base cost', 'reasoncode'],
    lacks: ['id'],
  },
  {
    table: 'immunizations',
    kind: null,
    has: ['date', 'patient', 'encounter', 'code', 'description'],
    lacks: ['start', 'reasoncode'],
  },
  {
    table: 'careplans',
    kind: 'plans',
    has: ['id', 'start', 'stop', 'patient', 'encounter', 'code'],
    lacks: ['base cost'],
  },
  {
    table: 'conditions',
    kind: 'conditions',
    has: ['start', 'stop', 'patient', 'encounter', 'code', 'description'],
    lacks: ['id', 'base cost', 'type'],
  },
  { table: 'claims', kind: null, has: ['claimid'], lacks: [] },
  {
    table: 'providers',
    kind: 'practitioners',
    has: ['id', 'organization', 'name', 'speciality'],
    lacks: ['patient'],
  },
  {
    table: 'organizations',
    kind: 'locations',
    has: ['id', 'name', 'address', 'revenue', 'utilization'],
    lacks: ['patient'],
  },
  { table: 'payers', kind: null, has: ['amount covered', 'amount uncovered'], lacks: [] },
]

// Where columns say nothing, names do: tables of other things that look like ours.
const unusedNames = /(allerg|immuni[sz]|vaccin|medication|prescription|imaging|device|suppl|claim)/i

export type KnownKind =
  | { readonly known: true; readonly kind: CsvKind }
  | { readonly known: true; readonly kind: null; readonly table: string }
  | { readonly known: false }

/** What a table is, when a program is known to write it so. */
export function knownTable(headers: readonly string[], fileName: string): KnownKind {
  const unused = unusedNames.exec(fileName)?.[1]
  if (unused !== undefined) return { known: true, kind: null, table: fileName }
  const has = new Set(headers)
  const found = synthea.find(
    (table) => table.has.every((name) => has.has(name)) && !table.lacks.some((name) => has.has(name)),
  )
  if (found === undefined) return { known: false }
  return found.kind === null
    ? { known: true, kind: null, table: found.table }
    : { known: true, kind: found.kind }
}
