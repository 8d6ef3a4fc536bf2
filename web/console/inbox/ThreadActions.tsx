import { Menu } from '@mantine/core'
import type { ThreadPage } from '../../../src/conversations/contract.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { KeyMenu } from '../../ui/action/KeyMenu.tsx'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useSession } from '../api/session.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import classes from './thread.module.css'
import type { ThreadChanges } from './use-thread-changes.ts'

interface ThreadActionsProps {
  readonly page: ThreadPage
  readonly changes: ThreadChanges
  readonly onNext: () => void
}

const snoozeWords = {
  hour: 'inbox.snoozeHour',
  evening: 'inbox.snoozeEvening',
  tomorrow: 'inbox.snoozeTomorrow',
  monday: 'inbox.snoozeMonday',
} as const satisfies Readonly<Record<ThreadPage['snoozes'][number]['key'], MessageKey>>

/** Whose it is, until when it rests, and that it is done. */
export function ThreadActions({ page, changes, onNext }: ThreadActionsProps) {
  const text = useText()
  const { thread, snoozes } = page
  return (
    <>
      <AssignMenu page={page} changes={changes} />
      <KeyMenu label={text('inbox.snooze')} icon="clock" combo="KeyZ">
        {snoozes.map(({ key, until }) => (
          <Menu.Item
            key={key}
            rightSection={<span className={classes['choice']}>{until.text}</span>}
            onClick={() => changes.snooze(until, onNext)}
          >
            {text(snoozeWords[key])}
          </Menu.Item>
        ))}
      </KeyMenu>
      {thread.state !== 'done' && (
        <ActionButton
          label={text('inbox.finish')}
          icon="check"
          combo="KeyE"
          isBusy={changes.isBusy}
          onRun={() => changes.finish(onNext)}
        />
      )}
    </>
  )
}

function AssignMenu({ page, changes }: Pick<ThreadActionsProps, 'page' | 'changes'>) {
  const text = useText()
  const me = useSession().staff.id
  const { assignedTo } = page.thread
  const staff = [...page.staff].sort((one, other) => Number(other.id === me) - Number(one.id === me))
  return (
    <KeyMenu
      label={text('inbox.assign')}
      shown={firstName(assignedTo?.name) ?? text('inbox.assign')}
      icon="person"
      combo="KeyA"
    >
      {staff.map((person) => (
        <Menu.Item
          key={person.id}
          rightSection={person.id === assignedTo?.id ? <Icon name="check" /> : undefined}
          onClick={() => changes.assign(person, assignedTo)}
        >
          {person.id === me ? text('inbox.toMe', { name: person.name }) : person.name}
        </Menu.Item>
      ))}
      {assignedTo && (
        <Menu.Item onClick={() => changes.assign(null, assignedTo)}>{text('inbox.toNobody')}</Menu.Item>
      )}
    </KeyMenu>
  )
}

// Colleagues call each other so; the whole name is in the menu.
function firstName(name: string | undefined): string | undefined {
  return name?.split(' ')[0]
}
