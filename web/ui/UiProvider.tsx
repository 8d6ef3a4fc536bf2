import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import { HotkeyProvider } from './hotkeys/HotkeyProvider.tsx'
import { KeysDialog } from './hotkeys/KeysDialog.tsx'
import { cssVariablesResolver, theme } from './theme.ts'
import './base.css'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'kembali.scheme' })

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
        <Notifications position="bottom-center" limit={3} />
        {children}
        <KeysDialog />
      </HotkeyProvider>
    </MantineProvider>
  )
}
