import { createContext, useContext } from 'react'
import type { AudienceNames } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import type { Criteria, Grown, Path } from './criteria-tree.ts'

export interface Tree {
  readonly criteria: Criteria
  readonly names: AudienceNames
  /** The chip that has just come to be, as `keyOf` has its path. */
  readonly newest: string | null
  /** Other words for what stands there; typing is one step back, not many. */
  readonly set: (criteria: Criteria, how?: { readonly replace: boolean }) => void
  /** One more; false: that would be too many, or too deep. */
  readonly grow: (grown: Grown) => boolean
  /** Takes out what stands at the path; it can be taken back. */
  readonly remove: (path: Path, said: string) => void
}

const context = createContext<Tree | null>(null)
export const TreeProvider = context.Provider

export function useTree(): Tree {
  const tree = useContext(context)
  if (tree === null) throw new Error('a chip of criteria stands outside a sentence')
  return tree
}

/** Names a chip; the same one whether it is denied or not, so that turning it round does not close it. */
export function keyOf(path: Path): string {
  return path.filter((step) => typeof step === 'number').join('.')
}
