import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useWord } from '../../../ui/words.ts'
import { LeaveDialog } from '../../forms/LeaveDialog.tsx'
import { type Leaving, useLeaving } from '../../forms/use-leaving.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { RetireDialog } from '../RetireDialog.tsx'
import type { ScheduleTab } from '../services-view.ts'
import type { Part, PartRow } from '../use-schedule-changes.ts'
import { ScheduleCrumb } from './ScheduleCrumb.tsx'
import classes from './schedule-form.module.css'

interface EditorPageProps {
  readonly title: string
  readonly tab: ScheduleTab
  readonly part: Part
  /** As it was when somebody began; null: a new one. */
  readonly row: PartRow | null
  readonly mayRetire: boolean
  readonly isChanged: boolean
  readonly isBusy: boolean
  /** Somebody else has changed it since. */
  readonly isBehind: boolean
  readonly leaving: Leaving
  readonly onForget: () => void
  readonly onReload: () => void
  readonly onSave: () => void
  readonly onLeave: () => void
  readonly children: ReactNode
}

/** What every editor of the schedule has around its fields: save, give up, retire, and what happened meanwhile. */
export function EditorPage(props: EditorPageProps) {
  const { row, part, leaving, onForget } = props
  const text = useText()
  const word = useWord()
  const [isRetiring, setIsRetiring] = useState(false)
  const blocked = row === null || props.isChanged ? undefined : text('services.unchanged')
  return (
    <Page
      title={props.title}
      crumb={<ScheduleCrumb tab={props.tab} />}
      actions={
        <>
          <ActionButton label={word('cancel')} look="bare" onRun={props.onLeave} />
          <ActionButton
            label={text('services.save')}
            look="main"
            combo="Ctrl+Enter"
            whileTyping
            isBusy={props.isBusy}
            blocked={blocked}
            onRun={props.onSave}
          />
        </>
      }
      notice={props.isBehind && <BehindNotice onReload={props.onReload} onForget={onForget} />}
    >
      {props.children}
      {row !== null && props.mayRetire && (
        <div className={classes['foot']}>
          <Section title={text('services.retireTitle')}>
            <div className={classes['ending']}>
              <p className={classes['help']}>{text('services.retireText')}</p>
              <ActionButton label={text('services.retire')} onRun={() => setIsRetiring(true)} />
            </div>
          </Section>
        </div>
      )}
      {isRetiring && row !== null && (
        <RetireDialog
          part={part}
          row={row}
          onClose={() => setIsRetiring(false)}
          onRetired={() => {
            leaving.allow()
            onForget()
            props.onLeave()
          }}
        />
      )}
      <LeaveDialog leaving={leaving} onLeave={onForget} />
    </Page>
  )
}

interface BehindNoticeProps {
  readonly onReload: () => void
  readonly onForget: () => void
}

function BehindNotice({ onReload, onForget }: BehindNoticeProps) {
  const text = useText()
  return (
    <Notice
      tone="attention"
      title={text('services.changed')}
      action={
        <Button
          size="xs"
          onClick={() => {
            onForget()
            onReload()
          }}
        >
          {text('services.loadAgain')}
        </Button>
      }
    >
      {text('services.changedText')}
    </Notice>
  )
}

/** Back to the list, and the question before what was written is lost. */
export function useWayBack(tab: ScheduleTab, isChanged: boolean) {
  const navigate = useNavigate()
  const leaving = useLeaving(isChanged)
  return { leaving, goBack: () => void navigate({ to: paths.services, search: { tab } as never }) }
}
