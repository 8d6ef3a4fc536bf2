import { useState } from 'react'
import { type DriftReason, driftGroups } from '../../../src/recall/contract/drift-reasons.ts'
import { ChoiceButton } from '../../ui/action/ChoiceButton.tsx'
import { ConfirmDialog } from '../../ui/confirm/ConfirmDialog.tsx'
import type { HotkeyCombo } from '../../ui/hotkeys/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './drift.module.css'
import { driftWords } from './drift-words.ts'

interface DriftReasonsProps {
  readonly name: string
  readonly isBusy: boolean
  readonly onReason: (reason: DriftReason) => void
}

const groups = [
  { title: 'cleanup.mayComeBack', reasons: driftGroups.mayReturn },
  { title: 'cleanup.isGone', reasons: driftGroups.gone },
] as const

const combos: readonly HotkeyCombo[] = [
  'Digit1',
  'Digit2',
  'Digit3',
  'Digit4',
  'Digit5',
  'Digit6',
  'Digit7',
  'Digit8',
  'Digit9',
]

/** Why somebody stays away: those who may come back by a digit each; who is gone is invited no more. */
export function DriftReasons({ name, isBusy, onReason }: DriftReasonsProps) {
  const text = useText()
  const [asksDeath, setAsksDeath] = useState(false)
  const choose = (reason: DriftReason): void => {
    if (isBusy) return
    if (reason === 'deceased') setAsksDeath(true)
    else onReason(reason)
  }
  return (
    <div className={classes['reasons']}>
      {groups.map(({ title, reasons }, group) => (
        // biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no form fields
        <div key={title} className={classes['reasons']} role="group" aria-label={text(title)}>
          <div className={classes['groupTitle']}>{text(title)}</div>
          {reasons.map((reason, index) => (
            <ChoiceButton
              key={reason}
              label={text(driftWords[reason])}
              combo={group === 0 ? combos[index] : undefined}
              onRun={() => choose(reason)}
            />
          ))}
        </div>
      ))}
      <ConfirmDialog
        isOpen={asksDeath}
        title={text('cleanup.deathTitle', { name })}
        confirm={text('cleanup.deathConfirm')}
        isBusy={isBusy}
        onConfirm={() => {
          setAsksDeath(false)
          onReason('deceased')
        }}
        onClose={() => setAsksDeath(false)}
      >
        {text('cleanup.deathText')}
      </ConfirmDialog>
    </div>
  )
}
