import { Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { useHotkey } from '../../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../../ui/keys/KeyCaps.tsx'
import { Section } from '../../../ui/section/Section.tsx'
import { InviteDialog } from '../../invite/InviteDialog.tsx'
import { inviteOne, mayBeInvited } from '../../invite/invite-subject.ts'
import { useText } from '../../messages/use-text.ts'
import { type RecallAsk, RecallDialogs } from '../../recalls/RecallDialogs.tsx'
import { RecallMenu } from '../../recalls/RecallMenu.tsx'
import type { RecallSubject } from '../../recalls/recall-subject.ts'
import { CardNotDue } from './CardNotDue.tsx'
import { CardRecallLines } from './CardRecallLines.tsx'
import classes from './card.module.css'

type Recall = PatientCard['recalls'][number]

interface CardRecallsProps {
  readonly patientId: string
  readonly name: string
  readonly recalls: readonly Recall[]
  readonly notDue: PatientCard['notDue']
  readonly mayChange: boolean
}

/** What recurs for this patient, where it stands, and what staff changed about it; what does not, and why. */
export function CardRecalls({ patientId, name, recalls, notDue, mayChange }: CardRecallsProps) {
  const text = useText()
  const [asked, setAsked] = useState<{ readonly recall: Recall; readonly ask: RecallAsk } | null>(null)
  const [inviting, setInviting] = useState<Recall | null>(null)
  const [first] = recalls
  // The keys mean the recall that is due first.
  const invitable = mayChange ? recalls.find(({ status }) => mayBeInvited(status)) : undefined
  useHotkey('KeyI', {
    label: text('invite.invite'),
    when: invitable !== undefined,
    run: () => setInviting(invitable ?? null),
  })
  useHotkey('KeyY', {
    label: text('recalls.why'),
    when: first !== undefined,
    run: () => setAsked(first ? { recall: first, ask: 'why' } : null),
  })
  return (
    <Section title={text('patients.recallsTitle')}>
      {recalls.length === 0 && <p className={classes['quiet']}>{text('patients.recallsNone')}</p>}
      <ul className={classes['lines']}>
        {recalls.map((recall) => (
          <li key={recall.typeKey} className={classes['line']}>
            <CardRecallLines recall={recall} />
            <RecallMenu
              recall={subjectOf(patientId, recall)}
              hasKey={recall === first}
              mayChange={mayChange}
              onAsk={(ask) => setAsked({ recall, ask })}
            >
              {mayBeInvited(recall.status) && (
                <Menu.Item
                  leftSection={<Icon name="send" />}
                  rightSection={recall === invitable && <KeyCaps combo="KeyI" />}
                  onClick={() => setInviting(recall)}
                >
                  {text('invite.invite')}
                </Menu.Item>
              )}
            </RecallMenu>
          </li>
        ))}
      </ul>
      <CardNotDue patientId={patientId} types={notDue} />
      <InviteDialog
        subject={
          inviting && inviteOne({ patientId, typeKey: inviting.typeKey }, { name, status: inviting.status })
        }
        onClose={() => setInviting(null)}
      />
      <RecallDialogs
        recall={asked && subjectOf(patientId, asked.recall)}
        ask={asked?.ask ?? null}
        onClose={() => setAsked(null)}
      />
    </Section>
  )
}

function subjectOf(patientId: string, recall: Recall): RecallSubject {
  return {
    ...recall,
    patientId,
    typeName: recall.name,
    dueComputed: (recall.dueComputed ?? recall.due).text,
  }
}
