import { ActionIcon, Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { InDialogContext, useHotkey } from '../hotkeys/use-hotkey.ts'
import { Icon } from '../icon/Icon.tsx'
import { useScreen } from '../screen/use-screen.ts'
import { useWord } from '../words.ts'
import classes from './side-panel.module.css'

interface SidePanelProps {
  /** Spoken name of the region. */
  readonly label: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly note?: ReactNode
  /** The row before and the row after; undefined at the ends. */
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  readonly actions?: ReactNode
  /** `Section`s with `look="quiet"`. */
  readonly children: ReactNode
}

/** Facts about the current row: a column of 336 px on wide screens, a drawer below 1280 px. Esc closes it. */
export function SidePanel(props: SidePanelProps) {
  const word = useWord()
  const isWide = useScreen('(min-width: 1280px)')
  useHotkey('Escape', { label: word('close'), run: props.onClose, when: props.isOpen && isWide })
  if (isWide) {
    return props.isOpen ? (
      <aside className={classes['column']} aria-label={props.label}>
        <PanelContent {...props} />
      </aside>
    ) : null
  }
  return (
    <Drawer.Root position="right" opened={props.isOpen} onClose={props.onClose} size={376} padding={0}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={props.label}>
        <Drawer.Body>
          <InDialogContext value={true}>
            <PanelContent {...props} withClose />
            <StepKeys {...props} />
          </InDialogContext>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

// Beside the table, J and K are the table's; in the drawer the table does not hear them.
function StepKeys({ onPrevious, onNext }: SidePanelProps) {
  const word = useWord()
  useHotkey('KeyJ', { label: word('next'), run: () => onNext?.(), when: onNext !== undefined })
  useHotkey('KeyK', { label: word('previous'), run: () => onPrevious?.(), when: onPrevious !== undefined })
  return null
}

function PanelContent(props: SidePanelProps & { readonly withClose?: boolean }) {
  const word = useWord()
  const { title, note, actions, onPrevious, onNext } = props
  return (
    <>
      <div className={classes['head']}>
        <div className={classes['titles']}>
          <div className={classes['title']}>{title}</div>
          {note && <div className={classes['note']}>{note}</div>}
        </div>
        {(onPrevious ?? onNext) && (
          <>
            <ActionIcon aria-label={word('previous')} disabled={!onPrevious} onClick={onPrevious}>
              <Icon name="chevronUp" />
            </ActionIcon>
            <ActionIcon aria-label={word('next')} disabled={!onNext} onClick={onNext}>
              <Icon name="chevronDown" />
            </ActionIcon>
          </>
        )}
        {props.withClose && (
          <ActionIcon aria-label={word('close')} onClick={props.onClose}>
            <Icon name="x" />
          </ActionIcon>
        )}
      </div>
      {actions && <div className={classes['actions']}>{actions}</div>}
      <div className={classes['content']}>{props.children}</div>
    </>
  )
}
