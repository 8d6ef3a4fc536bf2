import { Menu } from '@mantine/core'
import { KeyMenu } from '../../ui/action/KeyMenu.tsx'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'

interface AssignMenuProps {
  readonly label: string
  readonly colleagues: readonly string[]
  /** Who has it now. */
  readonly owner?: string | null
  readonly hasKey: boolean
  readonly look?: 'main' | 'plain'
  readonly onAssign: (owner: string) => void
}

/** To whom it is given: oneself first. */
export function AssignMenu({ label, colleagues, owner, hasKey, look, onAssign }: AssignMenuProps) {
  const text = useText()
  const me = useSession().staff.name
  const others = colleagues.filter((name) => name !== me)
  return (
    <KeyMenu label={label} icon="person" combo={hasKey ? 'KeyA' : undefined} look={look ?? 'plain'}>
      {[me, ...others].map((name) => (
        <Menu.Item
          key={name}
          rightSection={name === owner ? <Icon name="check" /> : undefined}
          onClick={() => onAssign(name)}
        >
          {name === me ? text('cleanup.toMe', { name }) : name}
        </Menu.Item>
      ))}
    </KeyMenu>
  )
}
