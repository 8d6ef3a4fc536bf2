import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { type ConversationClinic, conversationClinic, givenVisit } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const first = await conversationClinic(database.connection)
const server = await consoleServer(first, database.connection)
const opened: ConversationClinic[] = [first]
let clinic: ConversationClinic

// Each story has a clinic of its own, so that no thread of another one is in its way.
beforeEach(async () => {
  clinic = await conversationClinic(database.connection, { patients: 3 })
  opened.push(clinic)
})
afterAll(async () => {
  await server.close()
  for (const one of opened) await one.db.close()
})

const numbers = ['+48601000000', '+48601000001', '+48601000002'] as const
/** A patient writes; the server's clock goes along, so that nothing is said in its future. */
async function hear(text: string, from: string): Promise<{ readonly threadId: string }> {
  first.clock.advance({ minutes: 5 })
  return clinic.hear(text, from)
}

const rows = (page: Page) => page.getByRole('region', { name: 'Rozmowy' }).getByRole('listitem')
const answer = (page: Page) => page.getByRole('textbox', { name: 'Odpowiedź' })
const thread = (page: Page, name: string) => page.getByRole('heading', { level: 2, name })

async function open(path = '/inbox', who: Parameters<typeof server.open>[1] = {}): Promise<Page> {
  return server.open(path, { clinicId: clinic.clinicId, ...who })
}

test('who is in pain stands first; the next one is answered by keyboard alone', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  await hear('silny ból, krwawię', numbers[1])
  await clinic.deliver()
  const page = await open()
  await thread(page, 'Pacjent 1').waitFor()
  expect(await rows(page).allInnerTexts()).toEqual([
    expect.stringContaining('Pilne'),
    expect.stringContaining('Pytanie'),
  ])
  await page.getByText('Zrozumiano: pilne').waitFor()
  await expectAccessible(page)

  await page.keyboard.press('KeyJ')
  await thread(page, 'Pacjent 0').waitFor()
  await page.keyboard.press('KeyM')
  await page.keyboard.type('Przegląd kosztuje 200 zł. Zapraszamy.')
  await page.getByText('1 część, 37 z 70 znaków').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Odpowiedź jest w drodze').waitFor()
  await thread(page, 'Pacjent 1').waitFor()
  expect(await clinic.deliver(numbers[0])).toEqual(['Przegląd kosztuje 200 zł. Zapraszamy.'])
  await rows(page).filter({ hasText: 'Pacjent 0' }).getByText('Czeka na pacjenta').waitFor()
})

test('an unsent answer is there again after other threads and other pages', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  await hear('Czy mają Państwo parking?', numbers[1])
  const page = await open()
  await answer(page).fill('Tak, przed budynkiem')
  await page.keyboard.press('Escape')
  await page.keyboard.press('KeyJ')
  await thread(page, 'Pacjent 0').waitFor()
  expect(await answer(page).inputValue()).toBe('')
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyT')
  await page.getByRole('heading', { level: 1, name: 'Dziś' }).waitFor()
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyI')
  await thread(page, 'Pacjent 1').waitFor()
  expect(await answer(page).inputValue()).toBe('Tak, przed budynkiem')
})

test('a thread is assigned, put off and finished by its keys', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  await hear('Czy mają Państwo parking?', numbers[1])
  const page = await open()
  await thread(page, 'Pacjent 1').waitFor()
  await page.keyboard.press('KeyA')
  await page.locator('[role=menuitem]:focus').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByText('Przypisano: Ewa Zając').waitFor()
  await page.getByRole('tab', { name: 'Moje 1' }).waitFor()

  await page.keyboard.press('KeyZ')
  await page.locator('[role=menuitem]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Odłożono do wt. 24 lis').waitFor()
  await thread(page, 'Pacjent 0').waitFor()
  await page.getByRole('tab', { name: 'Odłożone 1' }).waitFor()

  await page.keyboard.press('KeyE')
  await page.getByText('Rozmowa załatwiona').waitFor()
  await page.getByText('Nikt nie czeka').waitFor()
  await page.getByRole('tab', { name: 'Załatwione 1' }).click()
  await rows(page).filter({ hasText: 'Pacjent 0' }).waitFor()
})

test('what comes in meanwhile does not move the rows; it waits behind a button', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  const page = await open('/inbox', { before: (fresh) => fresh.clock.install() })
  await rows(page).first().waitFor()
  await hear('silny ból, krwawię', numbers[1])
  await page.clock.fastForward(16_000)
  const fresh = page.getByRole('button', { name: '1 nowa · Pilne' })
  await fresh.waitFor()
  expect(await rows(page).count()).toBe(1)
  await fresh.click()
  await rows(page).first().filter({ hasText: 'Pilne' }).waitFor()
  expect(await rows(page).count()).toBe(2)
})

test('who has ended messages is not written to, and the page says so', async () => {
  const { threadId } = await hear('STOP', numbers[0])
  const page = await open(`/inbox/${threadId}`)
  await page.getByText('Wiadomości na ten adres zakończono na życzenie właściciela.').waitFor()
  await page.getByText('Zrozumiano: rezygnacja z wiadomości').waitFor()
  expect(await answer(page).count()).toBe(0)
  await expectAccessible(page)
})

test('who may only look is offered nothing to change', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  const page = await open('/inbox', { role: 'read_only' })
  await thread(page, 'Pacjent 0').waitFor()
  expect(await answer(page).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Załatwione' }).count()).toBe(0)
})

test('an answer that could not be sent stays in its field', async () => {
  await hear('Ile kosztuje przegląd?', numbers[0])
  const page = await open('/inbox', {
    before: (fresh) => fresh.route('**/reply', (route) => route.abort()),
  })
  await answer(page).fill('200 zł')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Serwer jest nieosiągalny', { exact: false }).waitFor()
  expect(await answer(page).inputValue()).toBe('200 zł')
})

test('on a phone the list leads to the thread, to the patient, and back', async () => {
  const [patient] = clinic.patients
  if (patient === undefined) throw new Error('no patient')
  await givenVisit(clinic, patient, '2026-11-26T09:00:00Z')
  await hear('Ile kosztuje przegląd?', numbers[0])
  const page = await open('/inbox', { width: 360 })
  await rows(page).first().waitFor()
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
  await rows(page).first().getByRole('button').click()
  await answer(page).waitFor()
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
  await page.getByRole('button', { name: 'Pacjent', exact: true }).click()
  await page.getByRole('dialog', { name: 'Pacjent' }).getByText('czw. 26 lis 10:00').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Wszystkie rozmowy' }).click()
  await rows(page).first().waitFor()
})

test('an inbox nobody has written to says what will come; one that fails says what is safe', async () => {
  const page = await open('/inbox', { language: 'ru', scheme: 'dark' })
  await page.getByText('Пока никто не написал').waitFor()
  await expectAccessible(page)
  const failing = await open('/inbox', {
    before: (fresh) => fresh.route('**/api/inbox?*', (route) => route.fulfill({ status: 500, json: {} })),
  })
  await failing.getByText('Nie udało się wczytać skrzynki').waitFor()
  await failing.getByText('Nic nie zostało wysłane ani zmienione', { exact: false }).waitFor()
  await expectAccessible(failing)
})
