import { Modal, Switch } from '@mantine/core'
import { useContext, useState, useSyncExternalStore } from 'react'
import { KeyCaps } from '../keys/KeyCaps.tsx'
import { useWord } from '../words.ts'
import classes from './keys-dialog.module.css'
import type { Hotkey } from './registry.ts'
import { HotkeyContext, useHotkey } from './use-hotkey.ts'

function newestOfEach(hotkeys: readonly Hotkey[]): readonly Hotkey[] {
  return [...new Map(hotkeys.map((hotkey) => [hotkey.combo, hotkey])).values()]
}

/** The list behind `?`: every key that works on this page, and the switch that turns them off. */
export function KeysDialog() {
  const word = useWord()
  const registry = useContext(HotkeyContext)
  const hotkeys = useSyncExternalStore(registry.subscribe, registry.all)
  const isOn = useSyncExternalStore(registry.subscribe, registry.isOn)
  const [isOpen, setIsOpen] = useState(false)
  useHotkey('Question', { label: word('allKeys'), run: () => setIsOpen(true) })
  return (
    <Modal
      opened={isOpen}
      onClose={() => setIsOpen(false)}
      title={word('keysTitle')}
      closeButtonProps={{ 'aria-label': word('close') }}
    >
      <dl className={classes['list']}>
        {newestOfEach(hotkeys).map((hotkey) => (
          <div key={hotkey.combo} className={classes['row']}>
            <dt>{hotkey.label}</dt>
            <dd>
              <KeyCaps combo={hotkey.combo} />
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        className={classes['switch'] ?? ''}
        checked={isOn}
        onChange={(event) => registry.switch(event.currentTarget.checked)}
        label={word('keysOff')}
        description={word('keysOffHelp')}
      />
    </Modal>
  )
}
