import type { AnyRoute } from '@tanstack/react-router'
import type { Session } from '../../../src/clinic/contract.ts'
import type { HotkeyCombo } from '../../ui/hotkeys/keys.ts'
import type { IconName } from '../../ui/icon/icon-paths.ts'
import type { MessageKey } from '../messages/keys.ts'

export type Section = 'top' | 'patients' | 'outreach' | 'insights' | 'settings'

/** One line of the menu, and the routes behind it. */
export interface ConsolePage {
  /** Below `/console`, for example `/due-list`. */
  readonly path: string
  readonly section: Section
  readonly label: MessageKey
  readonly icon: IconName
  /** `KeyG KeyD`: G, then D. */
  readonly combo?: HotkeyCombo
  /** Found by search and by links only. */
  readonly isOffMenu?: boolean
  /** What waits here for a person; nothing else is counted in the menu. */
  readonly waiting?: (session: Session) => number
  /** Who may open it; everybody when left out. */
  readonly roles?: readonly Session['staff']['role'][]
  /** Created with `getParentRoute: () => shellRoute`, their components loaded lazily. */
  readonly routes: readonly AnyRoute[]
}

export function pagesFor(
  pages: readonly ConsolePage[],
  role: Session['staff']['role'],
): readonly ConsolePage[] {
  return pages.filter((page) => page.roles === undefined || page.roles.includes(role))
}
