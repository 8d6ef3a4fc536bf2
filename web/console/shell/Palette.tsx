import { Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import type { Session } from '../../../src/clinic/contract.ts'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import type { ConsolePage } from './console-page.ts'
import { PaletteList } from './PaletteList.tsx'
import classes from './palette.module.css'
import { type PaletteItem, usePaletteItems } from './palette-items.ts'
import { closePalette, openPalette, usePaletteIsOpen } from './palette-store.ts'

interface PaletteProps {
  readonly session: Session
  readonly pages: readonly ConsolePage[]
}

/** Ctrl K: patients by name, phone or number in any script, and the pages. */
export function Palette(props: PaletteProps) {
  const text = useText()
  const isOpen = usePaletteIsOpen()
  useHotkey('Ctrl+KeyK', {
    label: text('shell.palettePlaceholder'),
    whileTyping: true,
    run: isOpen ? closePalette : openPalette,
  })
  return (
    <Modal.Root
      opened={isOpen}
      onClose={closePalette}
      centered={false}
      yOffset="12dvh"
      size={640}
      padding={0}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={text('shell.palettePlaceholder')}>
        <Modal.Body>
          <PaletteBody {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

function PaletteBody({ session, pages }: PaletteProps) {
  const text = useText()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const { items, isSearching } = usePaletteItems({ query, pages, session })
  const run = (item: PaletteItem | undefined): void => {
    if (!item) return
    closePalette()
    void navigate({ to: item.path })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step !== undefined && items.length > 0) {
      event.preventDefault()
      setActive((active + step + items.length) % items.length)
    }
    if (event.key === 'Enter') run(items[active])
  }
  return (
    <>
      <div className={classes['head']}>
        <Icon name="search" size={20} />
        <input
          className={classes['input']}
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={items[active] ? `palette-${items[active].id}` : undefined}
          aria-label={text('shell.palettePlaceholder')}
          placeholder={text('shell.palettePlaceholder')}
          value={query}
          data-autofocus
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
        />
        <KeyCaps combo="Escape" />
      </div>
      <PaletteList items={items} active={active} onRun={run} />
      {items.length === 0 && !isSearching && (
        <p className={classes['empty']} role="status">
          {text('shell.paletteEmpty', { query })}
        </p>
      )}
      <PaletteFoot />
    </>
  )
}

function PaletteFoot() {
  const text = useText()
  const word = useWord()
  return (
    <div className={classes['foot']}>
      <span className={classes['hint']}>
        <KeyCaps combo="ArrowUp" />
        <KeyCaps combo="ArrowDown" />
        {word('keysMove')}
      </span>
      <span className={classes['hint']}>
        <KeyCaps combo="Enter" />
        {word('keysOpen')}
      </span>
      <span className={classes['help']}>{text('shell.paletteHelp')}</span>
    </div>
  )
}
