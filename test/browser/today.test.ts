import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { conversationClinic, givenMessage, givenVisit } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const clinic = await conversationClinic(database.connection, { patients: 4 })
const [, , olga, jan] = clinic.patients
if (olga === undefined || jan === undefined) throw new Error('four patients')

// Today somebody comes back; tomorrow somebody has not said whether they come; two have written.
await givenVisit(clinic, jan, '2026-11-24T13:00:00Z')
const appointmentId = await givenVisit(clinic, olga, '2026-11-25T12:00:00Z')
await givenMessage(clinic, olga, {
  key: 'visit_confirm',
  subjectKey: `appointment:${appointmentId}`,
  visit: { appointmentId, startsAt: '2026-11-25T12:00:00Z' },
})
await clinic.hear('Ile kosztuje przegląd?', '+48601000000')
await clinic.hear('silny ból, krwawię', '+48601000001')
await clinic.deliver()

const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const work = (page: Page) => page.getByRole('region', { name: /na osobę/ }).getByRole('listitem')

test('what needs a person is one list, the most urgent first, worked through by keyboard alone', async () => {
  const page = await server.open('/today')
  await page.getByRole('heading', { level: 2, name: '3 sprawy czekają na osobę.' }).waitFor()
  const lines = await work(page).allInnerTexts()
  expect(lines[0]).toContain('Pilne')
  expect(lines[0]).toContain('silny ból, krwawię')
  expect(lines.join('\n')).toContain('Bez odpowiedzi na 1 wiadomość')
  await expectAccessible(page)

  await page.keyboard.press('KeyJ')
  const second = work(page).nth(1)
  await page.locator('li[aria-current=true] button:focus').waitFor()
  expect(await second.getAttribute('aria-current')).toBe('true')
  await page.keyboard.press('KeyK')
  await page.keyboard.press('KeyW')
  await page.getByRole('heading', { level: 1, name: 'Skrzynka' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Pacjent 1' }).waitFor()
  await page.goBack()
  await work(page)
    .filter({ hasText: 'Pytanie' })
    .getByRole('button', { name: 'Odpowiedz Pacjent 0' })
    .press('Enter')
  await page.getByRole('heading', { level: 2, name: 'Pacjent 0' }).waitFor()
})

test('what ran by itself and what the day looks like stand beside it', async () => {
  const page = await server.open('/today', { language: 'ru' })
  const itself = page.getByRole('region', { name: 'Автоматически' })
  await itself.getByText('ответы, для вас 2').waitFor()
  const chairs = page.getByRole('region', { name: 'Загрузка сегодня' })
  await chairs.getByRole('listitem').first().waitFor()
  await page.getByRole('region', { name: 'Плановые визиты месяца' }).waitFor()
})

test('a clean-up deadline that is near or past stands there and leads to its list', async () => {
  const some = { owner: 'Ewa Zając', ownerId: null, due: { iso: '2026-11-28', text: '28 lis 2026' } }
  const near = { ...some, kind: 'no_contact', items: 5, daysLeft: 4 }
  const late = { ...some, kind: 'drift', items: 1, daysLeft: -2 }
  const page = await server.open('/today', {
    before: (fresh) =>
      fresh.route('**/api/today?*', async (route) => {
        const answer = await route.fetch()
        await route.fulfill({ response: answer, json: { ...(await answer.json()), cleanup: [late, near] } })
      }),
  })
  const notice = page.getByRole('status').filter({ hasText: '5 pozycji z listy „Brak kontaktu”' })
  await notice.getByText('Do uporządkowania, termin: 28 lis 2026. Ewa Zając').waitFor()
  await page.getByText('Termin porządkowania danych minął: 28 lis 2026. Ewa Zając: 1 pozycja').waitFor()
  await expectAccessible(page)
  await notice.getByRole('link', { name: 'Otwórz listę' }).click()
  await page.getByRole('tab', { name: 'Brak kontaktu', selected: true }).waitFor()
})

const looks = [
  { language: 'pl', width: 360, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await server.open('/today', look)
  await page.getByRole('listitem').first().waitFor()
  await expectAccessible(page)
  expect(await spills(page)).toBe(false)
})

test('a clinic without records is told how they come in', async () => {
  const bare = await outreachClinic(database.connection, { name: 'Nowa' })
  const page = await server.open('/today', { clinicId: bare.clinicId })
  await page.getByText('Nie ma jeszcze żadnych danych').waitFor()
  expect(await page.getByRole('button', { name: /^Załatw/ }).count()).toBe(0)
  await expectAccessible(page)
  await bare.db.close()
})

test('a day with nothing to do says so plainly', async () => {
  const calm = await conversationClinic(database.connection)
  const page = await server.open('/today', { clinicId: calm.clinicId })
  await page.getByText('Nic nie czeka na osobę').waitFor()
  await expectAccessible(page)
  await calm.db.close()
})

test('a day that cannot be loaded says what is safe and is tried again', async () => {
  const page = await server.open('/today', {
    before: (fresh) => fresh.route('**/api/today?*', (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać dnia').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/today?*')
  await page.keyboard.press('KeyR')
  await work(page).first().waitFor()
})
