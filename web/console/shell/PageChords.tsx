import { useNavigate } from '@tanstack/react-router'
import { useHotkey } from '../../ui/hotkeys/use-hotkey.ts'
import { useText } from '../messages/use-text.ts'
import type { ConsolePage } from './console-page.ts'

/** G, then a letter, goes to a page. */
export function PageChords({ pages }: { readonly pages: readonly ConsolePage[] }) {
  return pages.map((page) => <PageChord key={page.path} page={page} />)
}

function PageChord({ page }: { readonly page: ConsolePage }) {
  const text = useText()
  const navigate = useNavigate()
  useHotkey(page.combo, {
    label: text('shell.goToPage', { page: text(page.label) }),
    run: () => void navigate({ to: page.path }),
  })
  return null
}
