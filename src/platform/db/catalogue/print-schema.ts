import type { Catalogue, CatalogueTable } from './read-catalogue.ts'

/** schema.sql: what the migrations add up to, for readers and for a diff in review. It reads the same on PostgreSQL 15 and 18. */
export function printSchema(catalogue: Catalogue): string {
  const head = '-- Printed from the catalogue by `npm run gen`; the migrations are the source.\n'
  return `${[head, ...catalogue.functions.map((text) => `${text.trim()};\n`), ...catalogue.tables.map(printTable)].join('\n')}`
}

function printTable(table: CatalogueTable): string {
  const columns = table.columns.map((column) => {
    const value =
      column.default === null
        ? ''
        : column.generated
          ? ` generated always as (${column.default}) stored`
          : ` default ${column.default}`
    return `  ${column.name} ${column.type}${column.notNull ? ' not null' : ''}${value}`
  })
  const constraints = table.constraints.map(({ name, definition }) => `  constraint ${name} ${definition}`)
  const lines = [
    `create table ${table.name} (\n${[...columns, ...constraints].join(',\n')}\n);`,
    ...table.indexes.map((text) => `${text};`),
  ]
  if (table.rowSecurity) lines.push(`alter table ${table.name} enable row level security;`)
  for (const policy of table.policies) lines.push(`create policy on ${table.name} ${policy};`)
  lines.push(`grant ${table.appRights} on ${table.name} to kembali_app;\n`)
  return lines.join('\n')
}
