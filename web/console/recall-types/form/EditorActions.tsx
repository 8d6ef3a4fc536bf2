import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useWord } from '../../../ui/words.ts'
import { useText } from '../../messages/use-text.ts'

interface EditorActionsProps {
  readonly isNew: boolean
  readonly isChanged: boolean
  readonly onCancel: () => void
  readonly onShow: () => void
}

/** Nothing is saved before its effect was read. */
export function EditorActions({ isNew, isChanged, onCancel, onShow }: EditorActionsProps) {
  const text = useText()
  const word = useWord()
  return (
    <>
      <ActionButton label={word('cancel')} look="bare" onRun={onCancel} />
      <ActionButton
        label={text('recallTypeForm.seeEffect')}
        look="main"
        combo="Ctrl+Enter"
        whileTyping
        blocked={isNew || isChanged ? undefined : text('recallTypeForm.unchanged')}
        onRun={onShow}
      />
    </>
  )
}
