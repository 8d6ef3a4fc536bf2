import { createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { clearNotices } from '../ui/notify/Notify.tsx'
import { queryClient } from './api/query-client.ts'
import { whenSignedOut } from './api/signed-out.ts'
import { firstLanguage, showLanguage } from './messages/language.ts'
import { idleWatch } from './presence/idle.ts'
import { Console } from './shell/Console.tsx'
import { paths } from './shell/paths.ts'
import { router } from './shell/router.ts'

// The first refusal says why; those of the other questions under way only that nobody is signed in.
let isLeaving = false
whenSignedOut((why) => {
  const { href, pathname } = router.state.location
  if (isLeaving || pathname.endsWith(paths.signIn)) return
  isLeaving = true
  clearNotices()
  const isIdle = why === 'idle' || idleWatch.secondsLeft() !== null
  const search = { back: href, ...(isIdle ? { ended: 'idle' } : {}) }
  void router.navigate({ to: paths.signIn, search: search as never }).finally(() => {
    queryClient.clear()
    isLeaving = false
  })
})

async function start(root: HTMLElement): Promise<void> {
  await showLanguage(firstLanguage())
  createRoot(root).render(createElement(StrictMode, null, createElement(Console)))
}

const root = document.getElementById('root')
if (root) void start(root)
