import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useHotkey } from '../../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../../ui/keys/KeyCaps.tsx'
import { useBeginThread, useGoToThread } from '../../inbox/use-begin-thread.ts'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { reasonWord } from '../../states/reasons.ts'
import { channelWords } from '../timeline/channel-words.ts'

type Way = NonNullable<PatientCard['writing']>[number]

/** Goes on with the conversation that waits, or begins one by the way that is open, SMS first; says why where none is. */
export function WriteButton({ card }: { readonly card: PatientCard }) {
  const text = useText()
  const goTo = useGoToThread()
  const beginning = useBeginThread()
  const { person, writing, waitingThread } = card
  const common = { label: text('patients.message'), icon: 'message', combo: 'KeyM' } as const
  if (waitingThread) return <ActionButton {...common} onRun={() => goTo(waitingThread.threadId)} />
  if (writing === null || person.isDeceased || person.mergedInto !== null) return null
  const begin = ({ contactPointId, channel }: Way): void =>
    beginning.mutate({ patientId: person.id, contactPointId, channel })
  const open = writing.filter(({ refusal }) => refusal === null)
  const [first, ...others] = open
  if (first === undefined) return <ActionButton {...common} blocked={text(whyNot(writing))} />
  if (others.length === 0)
    return <ActionButton {...common} isBusy={beginning.isPending} onRun={() => begin(first)} />
  return <WriteMenu ways={writing} isBusy={beginning.isPending} onChoose={begin} />
}

function whyNot([first]: readonly Way[]): MessageKey {
  return first === undefined ? 'patients.writeNoContact' : refusalWord(first.refusal ?? '')
}

function refusalWord(refusal: string): MessageKey {
  return refusal === 'no_account' ? 'inbox.noAccount' : (reasonWord(refusal) ?? 'patients.writeRefused')
}

interface WriteMenuProps {
  readonly ways: readonly Way[]
  readonly isBusy: boolean
  readonly onChoose: (way: Way) => void
}

/** The first way is under the cursor when the key opens it, so that M and Enter write by SMS. */
function WriteMenu({ ways, isBusy, onChoose }: WriteMenuProps) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  useHotkey('KeyM', { label: text('patients.message'), run: () => setIsOpen(true) })
  return (
    <Menu opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <Button
          loading={isBusy}
          leftSection={<Icon name="message" />}
          rightSection={<KeyCaps combo="KeyM" look="inButton" />}
        >
          {text('patients.message')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map((way) => (
          <Menu.Item
            key={`${way.contactPointId}:${way.channel}`}
            leftSection={<Icon name={way.channel === 'sms' ? 'message' : 'mail'} />}
            rightSection={way.refusal !== null && text(refusalWord(way.refusal))}
            disabled={way.refusal !== null}
            onClick={() => onChoose(way)}
          >
            {text('patients.writeBy', { channel: text(channelWords[way.channel]), address: way.shown })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
