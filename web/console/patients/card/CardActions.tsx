import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useHotkey } from '../../../ui/hotkeys/use-hotkey.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../../ui/keys/KeyCaps.tsx'
import { useText } from '../../messages/use-text.ts'
import { WriteButton } from './WriteButton.tsx'

interface CardActionsProps {
  readonly card: PatientCard
  /** Undefined where nothing may be booked for this patient. */
  readonly onBook: (() => void) | undefined
}

/** What can be done with this patient now: write, call where there is a number, book. */
export function CardActions({ card, onBook }: CardActionsProps) {
  const text = useText()
  const { person } = card
  const numbers = card.contacts.filter(
    (contact) => contact.channel === 'call' && contact.full !== null && !contact.isInvalid,
  )
  const mayReach = !person.isDeceased && person.safeContact !== 'none' && person.mergedInto === null
  return (
    <>
      <WriteButton card={card} />
      {mayReach && numbers.length > 0 && (
        <CallMenu numbers={numbers.map(({ full, shown }) => full ?? shown)} />
      )}
      {onBook && (
        <ActionButton
          label={text('booking.book')}
          icon="calendarPlus"
          combo="KeyB"
          look="main"
          onRun={onBook}
        />
      )}
    </>
  )
}

// The device at hand makes the call: a phone at once, a computer through its telephone program.
function CallMenu({ numbers }: { readonly numbers: readonly string[] }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  useHotkey('KeyC', { label: text('patients.call'), run: () => setIsOpen(true) })
  return (
    <Menu opened={isOpen} onChange={setIsOpen}>
      <Menu.Target>
        <Button leftSection={<Icon name="phone" />} rightSection={<KeyCaps combo="KeyC" look="inButton" />}>
          {text('patients.call')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {numbers.map((number) => (
          <Menu.Item key={number} component="a" href={`tel:${number}`} leftSection={<Icon name="phone" />}>
            {text('patients.callNumber', { number })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
