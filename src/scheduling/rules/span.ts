// Invariants:
// - A span includes its first millisecond and excludes its last: two spans that touch do not overlap.
// - `mergeSpans` and `subtractSpans` answer sorted, disjoint, non-empty spans, whatever order came in.

/** A stretch of time in epoch milliseconds: opening hours of many weeks stay cheap to reckon with. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const minuteMs = 60_000

export function overlaps(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}

/** The union: spans that overlap or touch become one. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of sorted(spans)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** What remains of `spans` outside every one of `holes`. */
export function subtractSpans(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  const taken = mergeSpans(holes)
  return mergeSpans(spans).flatMap((span) => {
    const rest: Span[] = []
    let from = span.from
    for (const hole of taken) {
      if (hole.to <= from) continue
      if (hole.from >= span.to) break
      if (hole.from > from) rest.push({ from, to: hole.from })
      from = Math.max(from, hole.to)
    }
    if (from < span.to) rest.push({ from, to: span.to })
    return rest
  })
}

/** The parts of `spans` inside `frame`. */
export function clipSpans(spans: readonly Span[], frame: Span): readonly Span[] {
  return spans.flatMap(({ from, to }) => {
    const clipped = { from: Math.max(from, frame.from), to: Math.min(to, frame.to) }
    return clipped.from < clipped.to ? [clipped] : []
  })
}

function sorted(spans: readonly Span[]): readonly Span[] {
  return spans.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from)
}
