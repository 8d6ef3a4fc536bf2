import type { Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createCampaign } from '../../src/campaigns/create-campaign.ts'
import { expectAccessible } from '../support/browser.ts'
import { desk, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills, staffPassword } from '../support/console-server.ts'
import { conversationClinic } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await conversationClinic(database.connection, { patients: 2 })
const server = await consoleServer(clinic, database.connection)
let threadId: string

beforeAll(async () => {
  threadId = (await clinic.hear('Czy mają Państwo parking?')).threadId
})
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const words = {
  pl: {
    title: 'Sesja wkrótce się zakończy',
    stay: 'Pozostań w systemie',
    leave: 'Wyloguj teraz',
    left: (tens: number) => new RegExp(`Wylogowanie za ${tens}\\d sekund`),
    ended: 'Sesja się zakończyła, bo przez dłuższy czas nic się tu nie działo.',
    kept: 'Niewysłane odpowiedzi i wersje robocze kampanii zostały zachowane.',
    email: 'E-mail',
    password: 'Hasło',
    signIn: 'Zaloguj',
    answer: 'Odpowiedź',
    measured: /^1 część/,
  },
  ru: {
    title: 'Сеанс скоро завершится',
    stay: 'Остаться в системе',
    leave: 'Выйти сейчас',
    left: (tens: number) => new RegExp(`Выход через ${tens}\\d секунд`),
    ended: 'Сеанс завершён: здесь долго ничего не происходило.',
    kept: 'Неотправленные ответы и черновики кампаний сохранены.',
    email: 'Электронная почта',
    password: 'Пароль',
    signIn: 'Войти',
    answer: 'Ответ',
    measured: /^1 часть/,
  },
} as const
type Words = (typeof words)['pl' | 'ru']

const warning = (page: Page, { title }: Words) => page.getByRole('dialog', { name: title })
const answer = (page: Page, word: Words) => page.getByRole('textbox', { name: word.answer })

type Colleague = NonNullable<Parameters<typeof server.open>[1]>

let turn: Promise<void> = Promise.resolve()
let isOffline = false
let asked = 0
const watched = new Set<Page>()
// What a page that is being closed still asks needs no answer.
afterEach(async () => {
  await Promise.all([...watched].map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })))
  watched.clear()
})

/** The server answers each question of this page at the moment at which the page asked it. */
async function watch(page: Page): Promise<void> {
  watched.add(page)
  await page.addInitScript(`
    const send = window.fetch
    window.fetch = (path, init) => send(path, { ...init, headers: { ...init?.headers, 'x-asked-at': String(Date.now()) } })
  `)
  await page.route('**/api/**', async (route) => {
    asked += 1
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = turn
    turn = promise
    await before
    await answerAt(route).finally(() => {
      asked -= 1
      resolve()
    })
  })
}

async function answerAt(route: Route): Promise<void> {
  if (isOffline) return route.abort('internetdisconnected')
  const askedAt = Number(route.request().headers()['x-asked-at'])
  clinic.clock.moveTo(Temporal.Instant.fromEpochMilliseconds(askedAt))
  return route.fulfill({ response: await route.fetch() })
}

/**
 * A page that has heard how long its session lasts. The clock of its browser begins with the server's and moves when the
 * test says so.
 */
async function open(path: string, who: Colleague = {}): Promise<Page> {
  let heard: Promise<unknown> | undefined
  const before = async (page: Page): Promise<void> => {
    await page.clock.install({ time: clinic.clock.now().epochMilliseconds })
    await watch(page)
    heard = page.waitForResponse('**/api/session/presence')
  }
  const page = await server.open(path, { ...who, before })
  await heard
  return page
}

/** Time goes by, in every tab of this browser alike; no question is under way meanwhile. */
async function pass(seconds: number, page: Page): Promise<void> {
  await expect.poll(() => asked).toBe(0)
  await page.context().clock.fastForward(seconds * 1000)
}

/** Writes into the answer, until the server has measured it. */
async function write(page: Page, word: Words, text: string): Promise<void> {
  await answer(page, word).fill(text)
  await page.getByText(word.measured).waitFor()
}

async function emailOf(page: Page): Promise<string> {
  const session = await page.request.get(`${server.address}/api/session`)
  return (await session.json()).staff.email
}

async function signIn(page: Page, email: string, word: Words): Promise<void> {
  await page.getByLabel(word.email).fill(email)
  await page.getByLabel(word.password, { exact: true }).fill(staffPassword)
  await page.getByRole('button', { name: word.signIn }).click()
}

const minutes = 60
const untilWarning = 14 * minutes

test.each(['pl', 'ru'] as const)(
  'who is away is warned, signed out, and finds the answer they were writing (%s)',
  async (language) => {
    const word = words[language]
    const page = await open(`/inbox/${threadId}`, { language })
    const email = await emailOf(page)
    await write(page, word, 'Tak, przed budynkiem')
    const place = page.url()
    await pass(untilWarning, page)
    const dialog = warning(page, word)
    await dialog.getByText(word.left(5)).waitFor()
    await dialog.locator('button:focus', { hasText: word.stay }).waitFor()
    await expectAccessible(page)
    await pass(20, page)
    await dialog.getByText(word.left(3)).waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.locator('#inbox-reply:focus').waitFor()

    await pass(untilWarning, page)
    await dialog.waitFor()
    await pass(60, page)
    await page.getByText(word.ended).waitFor()
    await page.getByText(word.kept, { exact: false }).waitFor()
    expect(await page.getByText('Pacjent 0').count()).toBe(0)
    expect((await page.request.get(`${server.address}/api/session`)).status()).toBe(401)
    await expectAccessible(page)

    await signIn(page, email, word)
    await answer(page, word).waitFor()
    expect(page.url()).toBe(place)
    expect(await answer(page, word).inputValue()).toBe('Tak, przed budynkiem')
  },
)

test('who goes on working in one tab is not asked in another; who is away is asked in both and answers once', async () => {
  const word = words.ru
  const first = await open(`/inbox/${threadId}`, { language: 'ru' })
  const second = await first.context().newPage()
  await watch(second)
  await second.goto(`${server.address}/console/today`)
  await second.getByRole('heading', { level: 1 }).waitFor()
  await pass(10 * minutes, first)
  await write(first, word, 'Да')
  await pass(10 * minutes, first)
  expect(await warning(first, word).count()).toBe(0)
  expect(await warning(second, word).count()).toBe(0)
  await pass(4 * minutes, first)
  await warning(first, word).waitFor()
  await warning(second, word).waitFor()
  await second.keyboard.press('Escape')
  await warning(first, word).waitFor({ state: 'detached' })
  await warning(second, word).waitFor({ state: 'detached' })
  await pass(untilWarning, first)
  await warning(first, word).getByRole('button', { name: word.leave }).click()
  await first.getByRole('button', { name: word.signIn }).waitFor()
  await second.getByRole('button', { name: word.signIn }).waitFor()
})

test('a machine that slept wakes up signed out', async () => {
  const page = await open(`/inbox/${threadId}`)
  await answer(page, words.pl).waitFor()
  await pass(3 * 60 * minutes, page)
  await page.getByText(words.pl.ended).waitFor()
  expect(await warning(page, words.pl).count()).toBe(0)
})

test('without a connection nothing stays on the screen either', async () => {
  const page = await open(`/inbox/${threadId}`)
  await answer(page, words.pl).waitFor()
  await page.context().setOffline(true)
  isOffline = true
  await pass(untilWarning, page)
  await warning(page, words.pl).waitFor()
  await pass(61, page)
  await page.getByText(words.pl.ended).waitFor()
  expect(await page.getByText('Pacjent 0').count()).toBe(0)
  isOffline = false
})

test('whoever signs in next does not see what another was writing; the writer finds it again', async () => {
  const word = words.pl
  const campaignId = await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const campaign = { name: 'Jesienna', document: await shippedDocument('recall') }
    const made = await createCampaign(tx.as('campaigns'), {
      campaign,
      packs: clinic.options.packs,
      actor: desk,
    })
    if (!made.ok) throw new Error(made.error.kind)
    return made.value.id
  })
  const campaignPath = `${server.address}/console/campaigns/${campaignId}`
  const other = await emailOf(await server.open('/inbox', { role: 'manager' }))
  const page = await open(`/inbox/${threadId}`, { role: 'manager' })
  const writer = await emailOf(page)
  await write(page, word, 'Tylko moje')
  await page.getByRole('link', { name: 'Kampanie' }).click()
  await page.getByRole('button', { name: 'Jesienna' }).click()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Wiek: w każdym wieku' }).click()
  await page.getByLabel('Od (lat)').fill('50')
  await page.getByText('jeszcze niezapisane').waitFor()
  expect(page.url()).toBe(campaignPath)
  const away = async (): Promise<void> => {
    await pass(16 * minutes, page)
    await page.getByText(word.ended).waitFor()
  }
  const goToThread = async (): Promise<void> => {
    await page.getByRole('link', { name: 'Skrzynka' }).click()
    await answer(page, word).waitFor()
  }

  await away()
  await signIn(page, other, word)
  await page.getByRole('button', { name: 'Wiek: w każdym wieku' }).waitFor()
  expect(await page.getByText('jeszcze niezapisane').count()).toBe(0)
  await goToThread()
  expect(await answer(page, word).inputValue()).toBe('')
  await page.getByRole('link', { name: 'Kampanie' }).click()
  await page.getByRole('button', { name: 'Jesienna' }).waitFor()

  await away()
  await signIn(page, writer, word)
  await page.getByRole('button', { name: 'Jesienna' }).click()
  await page.keyboard.press('Enter')
  await page.getByText('jeszcze niezapisane').waitFor()
  await goToThread()
  expect(await answer(page, word).inputValue()).toBe('Tylko moje')
})

const looks = [
  { language: 'pl', width: 1440, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
] as const

test.each(looks)('the warning and what follows fit in $language, $width px, $scheme', async (look) => {
  const word = words[look.language]
  const page = await open('/inbox', look)
  await pass(untilWarning, page)
  await warning(page, word).waitFor()
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
  await pass(61, page)
  await page.getByText(word.ended).waitFor()
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
})
