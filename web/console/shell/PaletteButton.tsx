import { Icon } from '../../ui/icon/Icon.tsx'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './menu.module.css'
import { openPalette } from './palette-store.ts'

/** Looks like a search box and opens the palette, which is one. */
export function PaletteButton({ onPressed }: { readonly onPressed?: () => void }) {
  const text = useText()
  const press = (): void => {
    onPressed?.()
    openPalette()
  }
  return (
    <button type="button" className={classes['search']} onClick={press}>
      <Icon name="search" />
      <span className={classes['searchText']}>{text('shell.search')}</span>
      <KeyCaps combo="Ctrl+KeyK" look="inButton" />
    </button>
  )
}
