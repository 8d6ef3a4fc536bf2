import type { Kind, Leaf } from './kinds.ts'

/** The small editor of one kind of criterion. */
export interface FormProps<K extends Kind> {
  readonly criterion: Leaf<K>
  /** The next one may not be whole yet. */
  readonly onChange: (criterion: Leaf<K>) => void
}
