import { ActionIcon, Drawer } from '@mantine/core'
import { useState } from 'react'
import type { Session } from '../../../src/clinic/contract.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import type { ConsolePage } from './console-page.ts'
import { Mark } from './Mark.tsx'
import { Menu } from './Menu.tsx'
import { openPalette } from './palette-store.ts'
import classes from './shell.module.css'

interface TopBarProps {
  readonly session: Session
  readonly pages: readonly ConsolePage[]
}

/** Below 768 px: the clinic, the search and the menu in a drawer. */
export function TopBar({ session, pages }: TopBarProps) {
  const text = useText()
  const word = useWord()
  const [isOpen, setIsOpen] = useState(false)
  const close = (): void => setIsOpen(false)
  return (
    <header className={classes['topBar']}>
      <ActionIcon variant="subtle" size={40} aria-label={text('shell.menu')} onClick={() => setIsOpen(true)}>
        <Icon name="menu" size={20} />
      </ActionIcon>
      <Mark />
      <span className={classes['topName']}>{session.clinic.name}</span>
      <ActionIcon
        variant="subtle"
        size={40}
        aria-label={text('shell.palettePlaceholder')}
        onClick={openPalette}
      >
        <Icon name="search" size={20} />
      </ActionIcon>
      <Drawer.Root opened={isOpen} onClose={close} position="left" size={272} padding={0}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={text('shell.menu')}>
          <Drawer.Body className={classes['drawer']}>
            <ActionIcon
              className={classes['drawerClose']}
              variant="subtle"
              size={40}
              aria-label={word('close')}
              onClick={close}
            >
              <Icon name="x" size={20} />
            </ActionIcon>
            <Menu session={session} pages={pages} onChosen={close} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </header>
  )
}
