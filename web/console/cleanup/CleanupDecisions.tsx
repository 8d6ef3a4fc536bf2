import { Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import type { CleanupDecisionBody, CleanupDetail } from '../../../src/recall/contract/cleanup.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import type { HotkeyCombo } from '../../ui/hotkeys/keys.ts'
import { DriftReasons } from '../drift/DriftReasons.tsx'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './cleanup.module.css'
import { ValueForm } from './ValueForm.tsx'

type Plain = Exclude<CleanupDecisionBody['decision'], 'merge' | 'contact' | 'visited' | 'born' | 'reason'>

interface Choice {
  readonly decision: Plain
  readonly label: MessageKey
  readonly combo: HotkeyCombo
}

interface ChoicesOfKind {
  /** A value that mends it; its key is 1. */
  readonly value?: {
    readonly decision: 'contact' | 'visited' | 'born'
    readonly label: MessageKey
    readonly help?: MessageKey
    readonly submit: MessageKey
  }
  readonly plain: readonly Choice[]
}

type Kind = CleanupDetail['fact']['kind']

const choices: Readonly<Record<Kind, ChoicesOfKind>> = {
  duplicate: { plain: [{ decision: 'apart', label: 'cleanup.keepApart', combo: 'Digit2' }] },
  no_contact: {
    value: {
      decision: 'contact',
      label: 'cleanup.newContact',
      help: 'cleanup.newContactHelp',
      submit: 'cleanup.addContact',
    },
    plain: [{ decision: 'none_to_be_had', label: 'cleanup.noneToBeHad', combo: 'Digit2' }],
  },
  invalid_contact: {
    value: {
      decision: 'contact',
      label: 'cleanup.rightContact',
      help: 'cleanup.newContactHelp',
      submit: 'cleanup.replaceContact',
    },
    plain: [
      { decision: 'remove', label: 'cleanup.removeContact', combo: 'Digit2' },
      { decision: 'right_after_all', label: 'cleanup.rightAfterAll', combo: 'Digit3' },
    ],
  },
  unclear_visit: {
    plain: [
      { decision: 'covers', label: 'cleanup.covers', combo: 'Digit1' },
      { decision: 'does_not_cover', label: 'cleanup.doesNotCover', combo: 'Digit2' },
    ],
  },
  no_last_visit: {
    value: {
      decision: 'visited',
      label: 'cleanup.visitDay',
      help: 'cleanup.visitDayHelp',
      submit: 'cleanup.saveVisit',
    },
    plain: [{ decision: 'never_came', label: 'cleanup.neverCame', combo: 'Digit2' }],
  },
  no_birth_date: {
    value: { decision: 'born', label: 'cleanup.birthDate', submit: 'cleanup.saveBirthDate' },
    plain: [{ decision: 'cannot_be_known', label: 'cleanup.cannotBeKnown', combo: 'Digit2' }],
  },
  drift: { plain: [{ decision: 'cannot_tell', label: 'cleanup.cannotTell', combo: 'Digit0' }] },
}

interface CleanupDecisionsProps {
  readonly detail: CleanupDetail
  readonly survivorId: string | null
  readonly isBusy: boolean
  readonly error: unknown
  readonly onDecide: (body: CleanupDecisionBody) => void
}

/** What may be decided about this item, each by a digit, and a note for whoever asks later. */
export function CleanupDecisions({ detail, survivorId, isBusy, error, onDecide }: CleanupDecisionsProps) {
  const text = useText()
  const field = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  const { kind } = detail.fact
  const { value, plain } = choices[kind]
  return (
    <div className={classes['decisions']}>
      {kind === 'drift' && (
        <DriftReasons
          name={detail.name}
          isBusy={isBusy}
          onReason={(driftReason) => onDecide({ decision: 'reason', driftReason, reason })}
        />
      )}
      {value && (
        <ValueForm
          label={text(value.label)}
          {...(value.help ? { help: text(value.help) } : {})}
          type={value.decision === 'contact' ? 'text' : 'date'}
          submit={text(value.submit)}
          isBusy={isBusy}
          error={error}
          field={field}
          onSubmit={(typed) =>
            onDecide(
              value.decision === 'contact'
                ? { decision: value.decision, address: typed, reason }
                : { decision: value.decision, on: typed, reason },
            )
          }
        />
      )}
      <div className={classes['buttons']}>
        {kind === 'duplicate' && (
          <ActionButton
            label={text('cleanup.merge')}
            combo="Digit1"
            isBusy={isBusy}
            onRun={() => onDecide({ decision: 'merge', survivorId, reason })}
          />
        )}
        {plain.map(({ decision, label, combo }) => (
          <ActionButton
            key={decision}
            label={text(label)}
            combo={combo}
            isBusy={isBusy}
            onRun={() => onDecide({ decision, reason })}
          />
        ))}
      </div>
      <Textarea
        label={text('cleanup.note')}
        description={text('cleanup.noteHelp')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={1}
      />
    </div>
  )
}
