import { useNavigate } from '@tanstack/react-router'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'

/** The main button of the page, unless a selection or an open type has its own. */
export function NewType({ isMain }: { readonly isMain: boolean }) {
  const text = useText()
  const navigate = useNavigate()
  return (
    <ActionButton
      label={text('recallTypeForm.newType')}
      icon="plus"
      combo="KeyN"
      look={isMain ? 'main' : 'plain'}
      onRun={() => void navigate({ to: paths.newRecallType })}
    />
  )
}
