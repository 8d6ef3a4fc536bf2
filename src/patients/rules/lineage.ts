// Which record of a person is alive.
// - A merged record points straight at the living one: chains are shortened, so that readers follow one step.
// - A link that would close a circle is left out: one of the records must stay alive.

/** Record → the record it lives on as; null: alive. */
export type Lineage = ReadonlyMap<string, string | null>

/** What has to change for each link to hold; links between unknown records are left out. */
export function resolveLinks(
  known: Lineage,
  links: readonly { readonly from: string; readonly into: string }[],
): ReadonlyMap<string, string> {
  const lineage = new Map(known)
  for (const { from, into } of links) {
    if (!lineage.has(from) || !lineage.has(into)) continue
    const survivor = aliveFor(lineage, into)
    if (survivor === from || aliveFor(lineage, from) === survivor) continue
    // A record that already lived on elsewhere is told otherwise by its source: the newest word counts.
    for (const [id, pointsAt] of lineage) if (pointsAt === from) lineage.set(id, survivor)
    lineage.set(from, survivor)
  }
  const changes = new Map<string, string>()
  for (const [id, survivor] of lineage) {
    if (survivor !== null && known.get(id) !== survivor) changes.set(id, survivor)
  }
  return changes
}

function aliveFor(lineage: Lineage, id: string): string {
  return lineage.get(id) ?? id
}
