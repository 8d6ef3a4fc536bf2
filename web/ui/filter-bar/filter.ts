import type { ReactNode } from 'react'
import type { HotkeyCombo } from '../hotkeys/keys.ts'
import type { IconName } from '../icon/icon-paths.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

/** One thing to filter by. With a value it is a chip; without, it waits behind “+ Filter”. */
export interface Filter {
  readonly id: string
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

export interface Sorting {
  readonly value: string
  readonly choices: readonly Choice[]
  readonly onChange: (value: string) => void
}

/** Something that is done with the whole list: a button, or on a narrow screen an item of the menu beside the search. */
export interface ListTool {
  readonly label: string
  readonly icon: IconName
  readonly combo: HotkeyCombo
  readonly isBusy: boolean
  readonly onRun: () => void
}

/** A menu that the page has elsewhere; on a narrow screen its items stand in the menu beside the search. */
export interface ListMenu {
  readonly label: string
  /** Opens the menu that holds the items. */
  readonly combo: HotkeyCombo
  readonly items: ReactNode
}
