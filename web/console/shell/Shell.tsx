import { Outlet, useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { IdleWarning } from '../presence/IdleWarning.tsx'
import { pagesFor } from './console-page.ts'
import { Menu } from './Menu.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import { PageChords } from './PageChords.tsx'
import { Palette } from './Palette.tsx'
import { pages } from './pages.ts'
import classes from './shell.module.css'
import { TopBar } from './TopBar.tsx'

/** The frame of every page behind sign-in: menu at the left on the canvas, the page on one sheet. */
export function Shell() {
  const text = useText()
  const session = useSession()
  const content = useRef<HTMLElement>(null)
  const mine = pagesFor(pages, session.staff.role)
  useFocusOnNewPage(content)
  return (
    <div className={classes['shell']}>
      <a href="#content" className={classes['skip']}>
        {text('shell.skip')}
      </a>
      <TopBar session={session} pages={mine} />
      <aside className={classes['menuColumn']} aria-label={text('shell.menu')}>
        <Menu session={session} pages={mine} />
      </aside>
      <main id="content" ref={content} className={classes['sheet']} tabIndex={-1}>
        <OfflineNotice />
        <Outlet />
      </main>
      <Palette session={session} pages={mine} />
      <PageChords pages={mine} />
      <IdleWarning />
    </div>
  )
}

// A new page begins at its beginning for the keyboard and the screen reader too; the first one is left alone.
function useFocusOnNewPage(content: RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const shownPath = useRef(path)
  useEffect(() => {
    if (shownPath.current === path) return
    shownPath.current = path
    content.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [path, content])
}
