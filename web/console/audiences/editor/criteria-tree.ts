import type { Criterion, LeafCriterion } from '../../../../src/campaigns/contract/criteria-choices.ts'

// Criteria as they are edited: a path leads from the root to a criterion, as the parts of the sentence carry it. Every change
// gives simplified criteria back, so that a path never leads through a group of one or a double "not".

export type Path = readonly (string | number)[]
export type Criteria = Criterion | undefined
export type Join = 'all' | 'any'

const otherJoin = { all: 'any', any: 'all' } as const

/** What stands at the path; undefined where nothing does. */
export function criterionAt(root: Criteria, path: Path): Criteria {
  if (root === undefined || path.length === 0) return root
  const [, index] = path
  switch (root.kind) {
    case 'not':
      return criterionAt(root.of, path.slice(1))
    case 'all':
    case 'any':
      return typeof index === 'number' ? criterionAt(root.of[index], path.slice(2)) : undefined
    default:
      return undefined
  }
}

/** The criteria with another one in this place; null takes it out. */
export function replaced(root: Criteria, path: Path, next: Criterion | null): Criteria {
  const changed = root === undefined ? next : written(root, path, next)
  return changed === null ? undefined : simplified(changed)
}

/** What is said, or the opposite of it. */
export function turned(root: Criteria, path: Path): Criteria {
  if (isDenied(root, path)) {
    const at = path.slice(0, -1)
    const denied = criterionAt(root, path)
    return denied === undefined ? root : replaced(root, at, denied)
  }
  const one = criterionAt(root, path)
  return one === undefined ? root : replaced(root, path, { kind: 'not', of: one })
}

/** A "not" stands right before it. */
export function isDenied(root: Criteria, path: Path): boolean {
  return path.length > 0 && criterionAt(root, path.slice(0, -1))?.kind === 'not' && path.at(-1) === 'of'
}

/** Where a criterion with its own "not" stands, for what concerns the two together. */
export function withNot(root: Criteria, path: Path): Path {
  return isDenied(root, path) ? path.slice(0, -1) : path
}

/** Criteria, and where the one that was just put in stands in them. */
export interface Grown {
  readonly criteria: Criteria
  readonly path: Path
}

/** One more condition for everything: joined by "and". */
export function addedToAll(root: Criteria, one: Criterion): Grown {
  if (root === undefined) return { criteria: simplified(one), path: placeOf(one, []) }
  if (root.kind === 'all') return addedTo(root, [], one)
  return { criteria: simplified({ kind: 'all', of: [root, one] }), path: placeOf(one, ['of', 1]) }
}

/** One more in the group at the path, joined as that group is. */
export function addedTo(root: Criteria, path: Path, one: Criterion): Grown {
  const group = criterionAt(root, path)
  if (group?.kind !== 'all' && group?.kind !== 'any') return { criteria: root, path }
  return {
    criteria: replaced(root, path, { ...group, of: [...group.of, one] }),
    path: placeOf(one, [...path, 'of', group.of.length]),
  }
}

/** An alternative to one criterion among "and"s, or a further condition of one among "or"s. */
export function joinedWith(root: Criteria, path: Path, one: Criterion): Grown {
  const whole = withNot(root, path)
  const first = criterionAt(root, whole)
  if (first === undefined) return { criteria: root, path }
  const join = otherJoin[joinAround(root, path)]
  return {
    criteria: replaced(root, whole, { kind: join, of: [first, one] }),
    path: placeOf(one, [...whole, 'of', 1]),
  }
}

/** How the criterion at the path and its neighbours are joined; the root stands alone, ready for "and". */
export function joinAround(root: Criteria, path: Path): Join {
  const whole = withNot(root, path)
  if (whole.length < 2) return 'all'
  const group = criterionAt(root, whole.slice(0, -2))
  return group?.kind === 'any' ? 'any' : 'all'
}

/** Groups of one say nothing, nor does "not" said twice; "nothing booked" denied is "something booked". */
export function simplified(criterion: Criterion): Criterion {
  switch (criterion.kind) {
    case 'not': {
      const of = simplified(criterion.of)
      if (of.kind === 'not') return of.of
      if (of.kind === 'next_visit' && of.withinDays === undefined) return { kind: 'next_visit', has: !of.has }
      return { kind: 'not', of }
    }
    case 'all':
    case 'any': {
      const of = criterion.of.map(simplified)
      const [only, ...others] = of
      return only !== undefined && others.length === 0 ? only : { kind: criterion.kind, of }
    }
    default:
      return criterion
  }
}

/** How many criteria these are, groups included, and how deep they lie in each other. */
export function sizeOf(criteria: Criteria): { readonly count: number; readonly depth: number } {
  if (criteria === undefined) return { count: 0, depth: 0 }
  const within =
    criteria.kind === 'not'
      ? [criteria.of]
      : criteria.kind === 'all' || criteria.kind === 'any'
        ? criteria.of
        : []
  const sizes = within.map(sizeOf)
  return {
    count: sizes.reduce((sum, { count }) => sum + count, 1),
    depth: 1 + Math.max(0, ...sizes.map(({ depth }) => depth)),
  }
}

export function isLeaf(criterion: Criteria): criterion is LeafCriterion {
  return criterion !== undefined && !['all', 'any', 'not'].includes(criterion.kind)
}

/** A criterion that begins with "not" is edited behind it. */
function placeOf(one: Criterion, path: Path): Path {
  return one.kind === 'not' ? [...path, 'of'] : path
}

function written(root: Criterion, path: Path, next: Criterion | null): Criterion | null {
  if (path.length === 0) return next
  const [, index] = path
  switch (root.kind) {
    case 'not': {
      const of = written(root.of, path.slice(1), next)
      return of === null ? null : { kind: 'not', of }
    }
    case 'all':
    case 'any': {
      const of = root.of.flatMap((one, place) => {
        if (place !== index) return [one]
        return written(one, path.slice(2), next) ?? []
      })
      return of.length === 0 ? null : { kind: root.kind, of }
    }
    default:
      return root
  }
}
