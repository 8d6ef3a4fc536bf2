import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session } from '../../src/clinic/contract.ts'
import { expectAccessible, openPage, type Visitor } from '../support/browser.ts'
import { type Answer, type Asked, buildConsole, type PretendServer, pretendServer } from './pretend-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'kembali-console-'))
const password = 'a long sentence is easy'
let server: PretendServer
let isSignedIn: boolean
let language: Session['staff']['language']

beforeAll(async () => buildConsole(folder))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  isSignedIn = true
  language = 'pl'
  server = await pretendServer(folder, answer)
})
afterEach(async () => server.close())

function session(): Session {
  return {
    staff: { id: 's1', name: 'Ewa Zając', email: 'ewa@klonowa.example', role: 'front_desk', language },
    clinic: {
      id: 'c1',
      name: 'Klinika Klonowa',
      zone: 'Europe/Warsaw',
      country: 'PL',
      currency: 'PLN',
      practiceType: 'dental',
    },
    clinics: [{ id: 'c1', name: 'Klinika Klonowa' }],
    waiting: { inbox: 3, cleanup: 0 },
    practiceSystem: { state: 'late', lastAnsweredText: '26 h' },
  }
}

const done: Answer = { status: 200, body: {} }

function refusal(status: number, type: string): Answer {
  return { status, body: { type, title: type, status, trace: '7f3a19c2' } }
}

function answer({ method, path, body }: Asked): Answer | undefined {
  switch (`${method} ${path}`) {
    case 'GET /api/session':
      return isSignedIn ? { status: 200, body: session() } : refusal(401, 'sign_in_needed')
    case 'GET /api/patients/search':
      return { status: 200, body: { patients: [{ id: 'p1', name: 'Алексей Воробьёв', note: '41' }] } }
    case 'POST /api/auth/sign-in/email':
      return signIn(body)
    case 'POST /api/session/language':
      return done
    case 'POST /api/auth/sign-out':
      isSignedIn = false
      return done
    case 'POST /api/set-up':
      isSignedIn = true
      return done
    case 'POST /api/sign-in-link':
      return refusal(410, 'link_spent')
    default:
      return undefined
  }
}

function signIn(body: unknown): Answer {
  isSignedIn = JSON.stringify(body).includes(password)
  return isSignedIn ? done : { status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD' } }
}

async function open(path: string, visitor: Visitor = {}): Promise<Page> {
  const page = await openPage({ width: 1440, locale: language, ...visitor })
  await page.goto(`${server.address}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function spills(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}

test('who is not signed in is asked to, and then goes on where they wanted to go', async () => {
  isSignedIn = false
  const page = await open('/no-such-page?tab=overdue')
  await page.getByLabel('E-mail').fill('ewa@klonowa.example')
  await page.getByLabel('Hasło', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Zaloguj' }).click()
  await page.getByText('E-mail i hasło do siebie nie pasują').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Hasło', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Zaloguj' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nie ma takiej strony' }).waitFor()
  expect(page.url()).toBe(`${server.address}/console/no-such-page?tab=overdue`)
  const posted = server.asked.filter(({ method }) => method === 'POST')
  expect(posted.map(({ headers }) => headers['x-kembali'])).toEqual(['1', '1'])
})

test('a sign-in never leads out of the console', async () => {
  isSignedIn = false
  const page = await open('/sign-in?back=https%3A%2F%2Fevil.example%2F')
  await page.getByLabel('E-mail').fill('ewa@klonowa.example')
  await page.getByLabel('Hasło', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Zaloguj' }).click()
  await page.getByRole('navigation').waitFor()
  expect(new URL(page.url()).origin).toBe(server.address)
})

test('a one-time link is spent by its button, not by opening it, and its secret leaves the address', async () => {
  isSignedIn = false
  const page = await open('/sign-in-link#secret')
  expect(page.url()).not.toContain('secret')
  expect(server.asked.filter(({ method }) => method === 'POST')).toEqual([])
  await page.getByRole('button', { name: 'Zaloguj' }).click()
  await page.getByText('Ten link został już użyty albo wygasł').waitFor()
  expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({ token: 'secret' })
  await expectAccessible(page)
})

test('the owner sets up the first account in their own language', async () => {
  isSignedIn = false
  language = 'ms'
  const page = await open('/set-up#token', { locale: 'ms', width: 360 })
  await page.getByRole('button', { name: 'Selesai dan log masuk' }).click()
  await page.getByText('Tulis nama anda').waitFor()
  await expectAccessible(page)
  await page.getByLabel('Nama anda').fill('Siti Aminah')
  await page.getByLabel('E-mel').fill('siti@klinik.example')
  await page.getByLabel('Kata laluan', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Selesai dan log masuk' }).click()
  await page.getByRole('button', { name: 'Menu' }).waitFor()
  expect(server.asked.find(({ path }) => path === '/api/set-up')?.body).toEqual({
    token: 'token',
    name: 'Siti Aminah',
    email: 'siti@klinik.example',
    password,
    language: 'ms',
  })
})

const looks = [
  { language: 'pl', width: 1440, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
] as const

test.each(looks)('the frame is accessible and fits in $language, $width px, $scheme', async (look) => {
  language = look.language
  const page = await open('/no-such-page', look)
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
  if (look.width === 360) await page.getByRole('button', { name: /Menu|Меню/ }).click()
  await page.getByText('Klinika Klonowa').last().waitFor()
  await page.getByRole('button', { name: /Ewa Zając/ }).click()
  await page.getByRole('menuitem', { name: 'Bahasa Melayu' }).waitFor()
  await expectAccessible(page)
})

test('a patient is found and opened by keyboard alone, on any layout', async () => {
  const page = await open('/no-such-page')
  await page.keyboard.press('Control+KeyK')
  await page.locator('[role=combobox]:focus').waitFor()
  await page.keyboard.type('woro')
  await page.getByRole('option', { name: /Воробьёв/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/console/patients/p1')
  const words = server.asked
    .filter(({ path }) => path === '/api/patients/search')
    .map(({ query }) => query.get('q'))
  expect(words.at(-1)).toBe('woro')
})

test('the skip link is the first thing the keyboard reaches, and leads to the content', async () => {
  const page = await open('/no-such-page')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#content:focus').waitFor()
})

test('the keys are listed behind the question mark and can be switched off', async () => {
  const page = await open('/no-such-page')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Skróty na tej stronie' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('switch', { name: 'Skróty jednoklawiszowe' }).press('Space')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  await page.keyboard.press('Control+KeyK')
  await page.getByRole('combobox').waitFor()
  expect(await page.getByRole('dialog', { name: 'Skróty na tej stronie' }).count()).toBe(0)
})

test('a change of language is seen at once and kept by the server', async () => {
  const page = await open('/no-such-page')
  await page.getByRole('button', { name: /Ewa Zając/ }).click()
  await page.getByRole('menuitem', { name: 'Русский' }).click()
  await page.getByRole('heading', { level: 1, name: 'Такой страницы нет' }).waitFor()
  expect(await page.evaluate('document.documentElement.lang')).toBe('ru')
  expect(server.asked.find(({ path }) => path === '/api/session/language')?.body).toEqual({ language: 'ru' })
})

test('dark is kept for the next visit', async () => {
  const page = await open('/no-such-page')
  await page.getByRole('button', { name: /Ewa Zając/ }).click()
  await page.getByRole('menuitem', { name: 'Ciemny' }).click()
  await page.reload()
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
})

test('signing out ends at the sign-in page', async () => {
  const page = await open('/no-such-page')
  await page.getByRole('button', { name: /Ewa Zając/ }).click()
  await page.getByRole('menuitem', { name: 'Wyloguj' }).click()
  await page.waitForURL('**/console/sign-in')
  expect(server.asked.some(({ path }) => path === '/api/auth/sign-out')).toBe(true)
})

test('when the session cannot be loaded, the page says what is safe and how to go on', async () => {
  await server.close()
  server = await pretendServer(folder, ({ path }) =>
    path === '/api/session' ? refusal(500, 'unexpected') : undefined,
  )
  const page = await openPage({ width: 1440, locale: 'pl' })
  await page.goto(`${server.address}/console/no-such-page`)
  await page.getByText('Nic nie zostało wysłane ani zmienione').waitFor()
  await page.getByText('7f3a19c2').waitFor()
  await page.getByRole('button', { name: 'Spróbuj ponownie' }).waitFor()
})
