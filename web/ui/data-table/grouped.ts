import type { RowGroup } from './column.ts'

interface Group<Row> {
  /** Undefined: the table has no groups. */
  readonly group: RowGroup | undefined
  readonly rows: readonly Row[]
}

/** The rows group by group, in the order in which they come. */
export function grouped<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => RowGroup) | undefined,
): readonly Group<Row>[] {
  if (groupOf === undefined) return [{ group: undefined, rows }]
  const groups = new Map<string, { readonly group: RowGroup; readonly rows: Row[] }>()
  for (const row of rows) {
    const group = groupOf(row)
    const known = groups.get(group.id)
    if (known) known.rows.push(row)
    else groups.set(group.id, { group, rows: [row] })
  }
  return [...groups.values()]
}
