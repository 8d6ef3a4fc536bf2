import { ActionIcon, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useText } from '../messages/use-text.ts'
import type { RecallAsk } from './RecallDialogs.tsx'
import type { RecallSubject } from './recall-subject.ts'
import { useArrangements } from './use-arrangements.ts'

interface RecallMenuProps {
  readonly recall: RecallSubject
  /** Y asks why about this one. */
  readonly hasKey: boolean
  readonly onAsk: (ask: RecallAsk) => void
  /** Items that stand first. */
  readonly children?: ReactNode
}

/** Everything that can be asked and changed about one recall of one patient; those who only read ask why. */
export function RecallMenu({ mayChange, ...props }: RecallMenuProps & { readonly mayChange: boolean }) {
  const text = useText()
  const { recall, onAsk } = props
  if (mayChange) return <ChangeMenu {...props} />
  return (
    <ActionIcon
      variant="subtle"
      aria-label={text('recallWhy.title', { type: recall.typeName })}
      onClick={() => onAsk('why')}
    >
      <Icon name="help" />
    </ActionIcon>
  )
}

function ChangeMenu({ recall, hasKey, onAsk, children }: RecallMenuProps) {
  const text = useText()
  const { resetting, inviting } = useArrangements()
  const { pause, silences, arranged } = recall
  const [isPaused, isSilenced] = [pause !== null, silences.length > 0]
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={text('recalls.changeOf', { type: recall.typeName })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="help" />}
          rightSection={hasKey && <KeyCaps combo="KeyY" />}
          onClick={() => onAsk('why')}
        >
          {text('recalls.why')}
        </Menu.Item>
        {children}
        {(isPaused || isSilenced) && (
          <Menu.Item
            leftSection={<Icon name="play" />}
            onClick={() => inviting.mutate({ recall, isPaused, isSilenced })}
          >
            {text(isSilenced ? 'recalls.endSilence' : 'recalls.resume')}
          </Menu.Item>
        )}
        {!isPaused && (
          <Menu.Item leftSection={<Icon name="pause" />} onClick={() => onAsk('pause')}>
            {text('recalls.pause')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="x" />} onClick={() => onAsk('silence')}>
          {text('recalls.silence')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="clock" />} onClick={() => onAsk('interval')}>
          {text('recalls.arrange')}
        </Menu.Item>
        {arranged && (
          <Menu.Item leftSection={<Icon name="undo" />} onClick={() => resetting.mutate(recall)}>
            {text('recalls.resetInterval')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="calendarDue" />} onClick={() => onAsk('move')}>
          {text('recalls.moveDue')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
