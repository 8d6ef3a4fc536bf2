import { Button, Menu } from '@mantine/core'
import { Icon } from '../../../../ui/icon/Icon.tsx'
import { MenuGroup } from '../../../../ui/menu/MenuGroup.tsx'
import { useText } from '../../../messages/use-text.ts'
import classes from './texts.module.css'
import { useValueWords } from './value-words.ts'

interface ValueMenuProps {
  readonly names: readonly string[]
  readonly onPick: (name: string) => void
}

/** Puts a value into the text, so that nobody needs to know how it is written. */
export function ValueMenu({ names, onPick }: ValueMenuProps) {
  const text = useText()
  const values = useValueWords()
  if (names.length === 0) return null
  return (
    // The text gets the focus back, behind what was put in.
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button variant="subtle" size="xs" leftSection={<Icon name="field" />}>
          {text('campaigns.insertValue')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuGroup label={text('campaigns.insertWhat')}>
          {names.map((name) => (
            <Menu.Item key={name} onClick={() => onPick(name)}>
              <span className={classes['value']}>
                <b>{values.word(name)}</b>
                <span>{values.hint(name)}</span>
              </span>
            </Menu.Item>
          ))}
        </MenuGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
