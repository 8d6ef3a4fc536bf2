import { type ReactNode, useState } from 'react'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useText } from '../../messages/use-text.ts'
import { joinAround, joinedWith, type Path } from './criteria-tree.ts'
import { NewCriterion } from './NewCriterion.tsx'
import { useTree } from './tree-context.ts'

interface JoinMoreProps {
  readonly path: Path
  readonly onJoined: () => void
  /** The fields that give way while somebody says what else; with the button for it. */
  readonly children: (button: ReactNode) => ReactNode
}

/** “or …” beside what stands among “and”s, “and …” beside what stands among “or”s: the way to a bracket of its own. */
export function JoinMore({ path, onJoined, children }: JoinMoreProps) {
  const text = useText()
  const tree = useTree()
  const [isOpen, setIsOpen] = useState(false)
  if (isOpen)
    return (
      <NewCriterion
        onAdd={(one) => {
          if (tree.grow(joinedWith(tree.criteria, path, one))) onJoined()
        }}
      />
    )
  return children(
    <ActionButton
      label={text(
        joinAround(tree.criteria, path) === 'all' ? 'audienceEditor.orElse' : 'audienceEditor.andAlso',
      )}
      size="row"
      onRun={() => setIsOpen(true)}
    />,
  )
}
