import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { ConfirmDialog } from '../../../ui/confirm/ConfirmDialog.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useWord } from '../../../ui/words.ts'
import { LeaveDialog } from '../../forms/LeaveDialog.tsx'
import { useText } from '../../messages/use-text.ts'
import { RetireDialog } from '../RetireDialog.tsx'
import type { ScheduleTab } from '../services-view.ts'
import { VisitsAheadText } from '../VisitsAheadText.tsx'
import { ScheduleCrumb } from './ScheduleCrumb.tsx'
import classes from './schedule-form.module.css'
import type { useScheduleEditor } from './use-schedule-editor.ts'

type Editor = Omit<
  ReturnType<typeof useScheduleEditor<{ readonly name: string }>>,
  'form' | 'fields' | 'save'
>

interface EditorPageProps {
  /** Of a new one; one that is there is called by its name. */
  readonly newTitle: string
  readonly tab: ScheduleTab
  readonly editor: Editor
  readonly onSave: () => void
  readonly mayRetire: boolean
  readonly onReload: () => void
  /** The fields. */
  readonly children: ReactNode
}

/** What every editor of the schedule has around its fields: save, give up, retire, and what happened meanwhile. */
export function EditorPage({ editor, tab, onSave, onReload, ...props }: EditorPageProps) {
  const { seen } = editor
  const text = useText()
  const word = useWord()
  const blocked = seen === null || editor.isChanged ? undefined : text('services.unchanged')
  const reload = () => {
    editor.forget()
    onReload()
  }
  return (
    <Page
      title={seen === null ? props.newTitle : text('services.edit', { name: seen.name })}
      crumb={<ScheduleCrumb tab={tab} />}
      actions={
        <>
          <ActionButton label={word('cancel')} look="bare" onRun={editor.goBack} />
          <ActionButton
            label={text('services.save')}
            look="main"
            combo="Ctrl+Enter"
            whileTyping
            isBusy={editor.isBusy}
            blocked={blocked}
            onRun={onSave}
          />
        </>
      }
      notice={editor.isBehind && <BehindNotice onReload={reload} />}
    >
      {props.children}
      {props.mayRetire && <Retirement editor={editor} />}
      <ConfirmDialog
        isOpen={editor.ahead !== null}
        title={text('services.saveQuestion', { name: seen?.name ?? '' })}
        confirm={text('services.saveAnyway')}
        tone="main"
        onConfirm={editor.saveNow}
        onClose={editor.closeAhead}
      >
        <VisitsAheadText ahead={editor.ahead ?? undefined} />
      </ConfirmDialog>
      <LeaveDialog leaving={editor.leaving} onLeave={editor.forget} />
    </Page>
  )
}

function Retirement({ editor: { seen, part, leave } }: { readonly editor: Editor }) {
  const text = useText()
  const [isAsked, setIsAsked] = useState(false)
  if (seen === null) return null
  return (
    <div className={classes['foot']}>
      <Section title={text('services.retireTitle')}>
        <div className={classes['ending']}>
          <p className={classes['help']}>{text('services.retireText')}</p>
          <ActionButton label={text('services.retire')} onRun={() => setIsAsked(true)} />
        </div>
      </Section>
      {isAsked && <RetireDialog part={part} row={seen} onClose={() => setIsAsked(false)} onRetired={leave} />}
    </div>
  )
}

function BehindNotice({ onReload }: { readonly onReload: () => void }) {
  const text = useText()
  return (
    <Notice
      tone="attention"
      title={text('services.changed')}
      action={
        <Button size="xs" onClick={onReload}>
          {text('services.loadAgain')}
        </Button>
      }
    >
      {text('services.changedText')}
    </Notice>
  )
}
