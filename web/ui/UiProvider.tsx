import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { HotkeyProvider } from './hotkeys/HotkeyProvider.tsx'
import { KeysDialog } from './hotkeys/KeysDialog.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import { useWord } from './words.ts'
import './base.css'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'kembali.scheme' })

// A named region, not a loose portal, so that whoever moves by landmarks can find what was said.
function Notices() {
  const word = useWord()
  return (
    <section aria-label={word('notices')}>
      <Notifications position="bottom-center" limit={3} withinPortal={false} />
    </section>
  )
}

/** Theme, keys, notifications. Stands inside the application's `IntlProvider`, whose words it speaks. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <HotkeyProvider>
        <Notices />
        {children}
        <KeysDialog />
      </HotkeyProvider>
    </MantineProvider>
  )
}
