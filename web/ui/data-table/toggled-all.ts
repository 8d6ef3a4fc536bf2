/** With all of these, or without them where all are there already. */
export function toggledAll(selected: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const isAll = ids.length > 0 && ids.every((id) => selected.has(id))
  const others = [...selected].filter((id) => !ids.includes(id))
  return new Set(isAll ? others : [...others, ...ids])
}
