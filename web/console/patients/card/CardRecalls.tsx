import { ActionIcon, Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { useHotkey } from '../../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../../ui/keys/KeyCaps.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { InviteDialog } from '../../invite/InviteDialog.tsx'
import { inviteOne, mayBeInvited } from '../../invite/invite-subject.ts'
import { useText } from '../../messages/use-text.ts'
import { MoveDueDialog } from '../../recalls/MoveDueDialog.tsx'
import { useOverdueWords } from '../../recalls/overdue-words.ts'
import { PauseDialog } from '../../recalls/PauseDialog.tsx'
import { useRecallChanges } from '../../recalls/use-recall-changes.ts'
import { State } from '../../states/State.tsx'
import classes from './card.module.css'

type Recall = PatientCard['recalls'][number]

interface CardRecallsProps {
  readonly patientId: string
  readonly name: string
  readonly recalls: readonly Recall[]
  readonly mayChange: boolean
}

/** What recurs for this patient, where it stands, and what staff changed about it. */
export function CardRecalls({ patientId, name, recalls, mayChange }: CardRecallsProps) {
  const text = useText()
  const { resuming } = useRecallChanges()
  const [pausing, setPausing] = useState<Recall | null>(null)
  const [moving, setMoving] = useState<Recall | null>(null)
  const [inviting, setInviting] = useState<Recall | null>(null)
  // The key means the recall that is due first.
  const invitable = mayChange ? recalls.find(({ status }) => mayBeInvited(status)) : undefined
  useHotkey('KeyI', {
    label: text('invite.invite'),
    when: invitable !== undefined,
    run: () => setInviting(invitable ?? null),
  })
  const keyOf = ({ typeKey }: Recall) => ({ patientId, typeKey })
  return (
    <Section title={text('patients.recallsTitle')}>
      {recalls.length === 0 && <p className={classes['quiet']}>{text('patients.recallsNone')}</p>}
      <ul className={classes['lines']}>
        {recalls.map((recall) => (
          <li key={recall.typeKey} className={classes['line']}>
            <RecallLines recall={recall} />
            {mayChange && (
              <RecallMenu
                recall={recall}
                hasKey={recall === invitable}
                onInvite={() => setInviting(recall)}
                onPause={() => setPausing(recall)}
                onResume={() => resuming.mutate([keyOf(recall)])}
                onMove={() => setMoving(recall)}
              />
            )}
          </li>
        ))}
      </ul>
      <InviteDialog
        subject={inviting && inviteOne(keyOf(inviting), { name, status: inviting.status })}
        onClose={() => setInviting(null)}
      />
      <PauseDialog recalls={pausing ? [keyOf(pausing)] : []} onClose={() => setPausing(null)} />
      <MoveDueDialog
        recall={
          moving && {
            ...keyOf(moving),
            typeName: moving.name,
            dueComputed: (moving.dueComputed ?? moving.due).text,
          }
        }
        onClose={() => setMoving(null)}
      />
    </Section>
  )
}

function RecallLines({ recall }: { readonly recall: Recall }) {
  const text = useText()
  const overdue = useOverdueWords()
  const { due, dueComputed, movedBy, pausedUntil, bookedAt } = recall
  const isOpen = recall.status !== 'booked' && recall.status !== 'paused'
  return (
    <div className={classes['lineText']}>
      <div className={classes['ends']}>
        <span className={classes['strong']}>{recall.name}</span>
        <State of="recall" state={recall.status} />
      </div>
      <div className={classes['small']}>
        <span>{text('patients.dueOn', { due: due.text })}</span>
        {isOpen && <span>{overdue.long(recall.overdueDays)}</span>}
        {pausedUntil && <span>{text('patients.pausedUntil', { until: pausedUntil.text })}</span>}
        {bookedAt && (
          <span>
            {text(recall.isUnclear ? 'patients.bookedUnclear' : 'patients.bookedAt', { at: bookedAt.text })}
          </span>
        )}
      </div>
      {dueComputed && movedBy && (
        <div className={classes['small']}>
          <span>{text('patients.movedFrom', { computed: dueComputed.text, name: movedBy.name })}</span>
          {movedBy.reason !== null && <span>{text('patients.quote', { words: movedBy.reason })}</span>}
        </div>
      )}
    </div>
  )
}

interface RecallMenuProps {
  readonly recall: Recall
  readonly hasKey: boolean
  readonly onInvite: () => void
  readonly onPause: () => void
  readonly onResume: () => void
  readonly onMove: () => void
}

function RecallMenu({ recall, hasKey, onInvite, onPause, onResume, onMove }: RecallMenuProps) {
  const text = useText()
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={text('patients.recallActions', { type: recall.name })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayBeInvited(recall.status) && (
          <Menu.Item
            leftSection={<Icon name="send" />}
            rightSection={hasKey && <KeyCaps combo="KeyI" />}
            onClick={onInvite}
          >
            {text('invite.invite')}
          </Menu.Item>
        )}
        {recall.status === 'paused' ? (
          <Menu.Item leftSection={<Icon name="play" />} onClick={onResume}>
            {text('recalls.resume')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<Icon name="pause" />} onClick={onPause}>
            {text('recalls.pause')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="calendarDue" />} onClick={onMove}>
          {text('recalls.moveDue')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
