import { Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WorkItem } from '../../../src/insights/contract/today.ts'
import type { HandAnswer } from '../../../src/integrations/contract.ts'
import { ChoiceButton } from '../../ui/action/ChoiceButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { useWord } from '../../ui/words.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { paths } from '../shell/paths.ts'
import classes from './today.module.css'
import { isSettledAlready, useSettling } from './use-settling.ts'
import { useWorkWords } from './work-words.ts'

interface View {
  readonly title: MessageKey
  readonly why: MessageKey
  readonly answers: readonly { readonly answer: HandAnswer; readonly label: MessageKey }[]
}

/** What a person who has looked into the practice system may find there, and what that means. */
const views = {
  unanswered: {
    title: 'today.settleBookingTitle',
    why: 'today.settleBookingWhy',
    answers: [
      { answer: 'there', label: 'today.settleThere' },
      { answer: 'again', label: 'today.settleAgain' },
      { answer: 'not_there', label: 'today.settleNotThere' },
    ],
  },
  uncancelled: {
    title: 'today.settleCancelTitle',
    why: 'today.settleCancelWhy',
    answers: [
      { answer: 'cancelled_there', label: 'today.settleCancelled' },
      { answer: 'again', label: 'today.settleCancelAgain' },
    ],
  },
  copied: {
    title: 'today.settleCopiesTitle',
    why: 'today.settleCopiesWhy',
    answers: [{ answer: 'one_left', label: 'today.settleOneLeft' }],
  },
} as const satisfies Partial<Readonly<Record<WorkItem['kind'], View>>>

type OpenKind = keyof typeof views
export type OpenVisit = WorkItem & { readonly kind: OpenKind; readonly visit: NonNullable<WorkItem['visit']> }

/** Whether it is settled here, by an answer; everything else is done on a page of its own. */
export function isOpenVisit(item: WorkItem): item is OpenVisit {
  return item.kind in views && item.visit !== null
}

const combos = ['Digit1', 'Digit2', 'Digit3'] as const

interface SettleDialogProps {
  /** Null: the dialog is closed. */
  readonly item: OpenVisit | null
  readonly onClose: () => void
}

/** A booking, a cancellation or several entries that the practice system left open: one press of a digit. */
export function SettleDialog({ item, onClose }: SettleDialogProps) {
  const text = useText()
  const word = useWord()
  return (
    <Modal
      opened={item !== null}
      onClose={onClose}
      title={item && text(views[item.kind].title)}
      closeButtonProps={{ 'aria-label': word('close') }}
      size={480}
    >
      {item && (
        <InDialogContext value={true}>
          <Answers item={item} onClose={onClose} />
        </InDialogContext>
      )}
    </Modal>
  )
}

function Answers({ item, onClose }: { readonly item: OpenVisit; readonly onClose: () => void }) {
  const text = useText()
  const words = useWorkWords()
  const [isGivingUp, setIsGivingUp] = useState(false)
  const settling = useSettling()
  const { visit, patientId } = item
  const view: View = views[item.kind]
  const name = item.patientName ?? text('today.unknownPerson')
  const settle = (answer: HandAnswer): void => {
    if (!settling.isPending)
      settling.mutate(
        { appointmentId: visit.appointmentId, answer },
        {
          onSuccess: onClose,
          onError: (error) => {
            setIsGivingUp(false)
            if (isSettledAlready(error)) onClose()
          },
        },
      )
  }
  return (
    <div className={classes['settle']}>
      <div>
        <div className={classes['settleVisit']}>
          <b>
            <PersonName name={name} language={null} />
          </b>
          {patientId !== null && <Link to={paths.patient(patientId)}>{text('today.settleCard')}</Link>}
        </div>
        <div>{words.visit(visit)}</div>
        {visit.resource !== null && <div className={classes['settleQuiet']}>{visit.resource}</div>}
      </div>
      <p className={classes['settleQuiet']}>{text(view.why, { reason: visit.reason ?? 'none' })}</p>
      <div className={classes['settleAnswers']}>
        {view.answers.map(({ answer, label }, index) => (
          <ChoiceButton
            key={answer}
            label={text(label)}
            combo={combos[index]}
            onRun={() => (answer === 'not_there' ? setIsGivingUp(true) : settle(answer))}
          />
        ))}
      </div>
      <ConfirmDialog
        isOpen={isGivingUp}
        title={text('today.giveUpTitle', { at: visit.startsAt.text })}
        confirm={text('today.giveUpConfirm')}
        keep={text('today.giveUpKeep')}
        isBusy={settling.isPending}
        onConfirm={() => settle('not_there')}
        onClose={() => setIsGivingUp(false)}
      >
        {text('today.giveUpText', { name })}
      </ConfirmDialog>
    </div>
  )
}
