import type { Catalogue, CatalogueColumn, CatalogueTable } from './read-catalogue.ts'

/** tables.gen.ts: one interface per table for Kysely; CHECK (column in (…)) becomes a union of literals. */
export function printTableTypes(catalogue: Catalogue): string {
  const lines = [
    '// Written by `npm run gen` from the database; do not edit.',
    "import type { ColumnType, GeneratedAlways } from 'kysely'",
    '',
    'type WithDefault<T> = ColumnType<T, T | undefined, T>',
    'type Json = ColumnType<unknown, unknown, unknown>',
    '',
    'export interface Tables {',
    ...catalogue.tables.flatMap(printTable),
    '}',
    '',
  ]
  return lines.join('\n')
}

function printTable(table: CatalogueTable): string[] {
  return [
    `  '${table.name}': {`,
    ...table.columns.map((column) => `    ${column.name}: ${columnType(table, column)}`),
    '  }',
  ]
}

function columnType(table: CatalogueTable, column: CatalogueColumn): string {
  const base = literalUnion(table, column) ?? scalarType(column.type)
  if (base === 'Json') return base
  const type = column.notNull ? base : `${base} | null`
  if (column.generated) return `GeneratedAlways<${type}>`
  return column.default === null ? type : `WithDefault<${type}>`
}

function literalUnion(table: CatalogueTable, column: CatalogueColumn): string | undefined {
  const list = new RegExp(`^CHECK \\(\\(${column.name} = ANY \\(ARRAY\\[([^\\]]+)\\]\\)\\)\\)$`)
  for (const { definition } of table.constraints) {
    const values = list.exec(definition)?.[1]
    if (values !== undefined) return values.replaceAll('::text', '').split(', ').join(' | ')
    const single = new RegExp(`^CHECK \\(\\(${column.name} = ('[^']+')::text\\)\\)$`).exec(definition)?.[1]
    if (single !== undefined) return single
  }
  return undefined
}

function scalarType(type: string): string {
  if (type.endsWith('[]')) return `${scalarType(type.slice(0, -2))}[]`
  switch (type) {
    case 'uuid':
    case 'text':
    case 'tstzrange':
      return 'string'
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'double precision':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'timestamp with time zone':
      return 'Temporal.Instant'
    case 'date':
      return 'Temporal.PlainDate'
    case 'jsonb':
      return 'Json'
    default:
      throw new Error(`no TypeScript type is known for the column type ${type}`)
  }
}
