import { Button, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { SavedDueView } from '../../../../src/insights/contract/due-views.ts'
import { InDialogContext } from '../../../ui/hotkeys/use-hotkey.ts'
import { KeyCaps } from '../../../ui/keys/KeyCaps.tsx'
import { useWord } from '../../../ui/words.ts'
import { useText } from '../../messages/use-text.ts'
import { useProblemText } from '../../shell/problem-text.ts'
import type { DueView } from '../due-view.ts'
import { keptOf, knownProblems, useViewChanges } from './use-saved-views.ts'
import classes from './views.module.css'

interface ViewNameDialogProps {
  readonly view: DueView
  /** The view that gets another name; undefined: this one is kept. */
  readonly named: SavedDueView | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Asks for the name of a view. What is searched for is no part of it, and the dialog says so. */
export function ViewNameDialog({ view, named, isOpen, onClose }: ViewNameDialogProps) {
  const text = useText()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={text(named ? 'dueList.viewRenameTitle' : 'dueList.viewSaveTitle')}
      withCloseButton={false}
      size={480}
    >
      <NameForm view={view} named={named} onClose={onClose} />
    </Modal>
  )
}

function NameForm({ view, named, onClose }: Omit<ViewNameDialogProps, 'isOpen'>) {
  const text = useText()
  const word = useWord()
  const problemText = useProblemText()
  const { saving, renaming } = useViewChanges()
  const form = useForm({
    initialValues: { name: named?.name ?? '' },
    validate: { name: (name) => (name.trim() === '' ? text('dueList.viewNameMissing') : null) },
  })
  const submit = ({ name }: { readonly name: string }): void => {
    if (named) renaming.mutate({ id: named.id, name: name.trim() }, { onSuccess: onClose })
    else saving.mutate({ name: name.trim(), filter: keptOf(view) }, { onSuccess: onClose })
  }
  const refusal = saving.error ?? renaming.error
  const field = form.getInputProps('name')
  return (
    <InDialogContext value={true}>
      <form className={classes['form']} noValidate onSubmit={form.onSubmit(submit)}>
        <TextInput
          label={text('dueList.viewName')}
          description={text('dueList.viewHelp')}
          required
          maxLength={60}
          autoComplete="off"
          data-autofocus
          {...field}
          error={field.error ?? (refusal && problemText(refusal, knownProblems))}
        />
        <div className={classes['buttons']}>
          <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
            {word('cancel')}
          </Button>
          <Button type="submit" variant="filled" loading={saving.isPending || renaming.isPending}>
            {text('dueList.viewKeep')}
          </Button>
        </div>
      </form>
    </InDialogContext>
  )
}
