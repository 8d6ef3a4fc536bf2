import { createElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient, whenSignedOut } from './api/query-client.ts'
import { firstLanguage, showLanguage } from './messages/language.ts'
import { Console } from './shell/Console.tsx'
import { paths } from './shell/paths.ts'
import { router } from './shell/router.ts'

whenSignedOut(() => {
  const { href, pathname } = router.state.location
  if (pathname.endsWith(paths.signIn)) return
  queryClient.clear()
  void router.navigate({ to: paths.signIn, search: { back: href } as never })
})

async function start(root: HTMLElement): Promise<void> {
  await showLanguage(firstLanguage())
  createRoot(root).render(createElement(StrictMode, null, createElement(Console)))
}

const root = document.getElementById('root')
if (root) void start(root)
