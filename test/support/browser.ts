import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, inject } from 'vitest'

/** How a visitor looks at a page. */
export interface Visitor {
  /** Width of the window in CSS pixels; 360 is the narrowest we promise. */
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** BCP 47, as the browser tells the server. */
  readonly locale?: string
  readonly zone?: string
  readonly javaScript?: boolean
}

// Not the package's own list: that one runs everything in one process and switches web security off.
const flags = ['--no-sandbox', '--headless=shell', '--font-render-hinting=none', '--disable-gpu']
const heightOfWindow = 900

let launched: Promise<Browser> | undefined
const openContexts = new Set<{ close(): Promise<void> }>()

/** A page in a window and a set of cookies of its own; closed after the test. */
export async function openPage(visitor: Visitor = {}): Promise<Page> {
  launched ??= launch()
  const browser = await launched
  const context = await browser.newContext({
    viewport: { width: visitor.width ?? 1280, height: heightOfWindow },
    colorScheme: visitor.scheme ?? 'light',
    locale: visitor.locale ?? 'en-GB',
    timezoneId: visitor.zone ?? 'Europe/Warsaw',
    javaScriptEnabled: visitor.javaScript ?? true,
    reducedMotion: 'reduce',
  })
  openContexts.add(context)
  return await context.newPage()
}

/** Fails with the name of each broken rule and the elements that break it. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(' ')).join('\n  ')}`,
  )
  if (found.length > 0) throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`)
}

async function launch(): Promise<Browser> {
  const { executable, environment } = inject('browser')
  return await chromium.launch({
    executablePath: executable,
    args: flags,
    env: { ...process.env, ...environment },
  })
}

afterEach(async () => {
  const contexts = [...openContexts]
  openContexts.clear()
  await Promise.all(contexts.map((context) => context.close()))
})

afterAll(async () => {
  const browser = await launched
  await browser?.close()
})
