import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { enableOlder, typesClinic } from '../support/types-clinic.ts'

const database = await testDatabase()
const clinic = await typesClinic(database.connection, 'Klinika Klonowa')
await enableOlder(clinic, 'dental_perio', {})
await enableOlder(clinic, 'dental_xray', { interval: { months: 24, days: 0 } })
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const path = '/settings/recall-types'
const open = async (where: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(where, { isKnown: true, ...who })
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })
const panel = (page: Page, name = 'Szczegóły') => page.getByRole('complementary', { name })

test('every type stands under its pack, those for this clinic first, with where it stands', async () => {
  const page = await open(path)
  await page.getByRole('tab', { name: 'Włączone 2' }).waitFor()
  await page.getByRole('tab', { name: 'Aktualizacje 1' }).waitFor()
  expect(await page.getByRole('columnheader').allInnerTexts()).toContain(
    'Stomatologia wersja 2026-11 · dla takich placówek',
  )
  await row(page, /Higienizacja zębów.*Wyłączony.*6 miesięcy i 1 dzień.*wszyscy/).waitFor()
  await row(page, /Zdjęcie rentgenowskie.*Aktualizacja.*2 lata.*Dr Lis/).waitFor()
  await row(page, /Mammografia.*2 lata.*kobiety, 45–74 lata/).waitFor()
  await expectAccessible(page)
})

test('the list is searched and narrowed, and the address keeps that', async () => {
  const page = await open(path)
  await row(page, /Higienizacja/).waitFor()
  await page.keyboard.press('Slash')
  await page.keyboard.type('zebow')
  await expect.poll(async () => page.locator('tr[data-id]').count()).toBe(4)
  expect(new URL(page.url()).search).toContain('words=zebow')
  await page.goto(`${server.address}/console${path}?specialty=primary_care&country=PL`)
  await row(page, /Mammografia/).waitFor()
  expect(await row(page, /Higienizacja/).count()).toBe(0)
  await page.goto(`${server.address}/console${path}?tab=own&country=PL`)
  await page.getByRole('heading', { name: 'Żaden rodzaj kontroli nie spełnia warunków' }).waitFor()
  await page.getByRole('button', { name: 'Wyczyść wszystkie' }).last().click()
  await page.getByRole('heading', { name: 'Placówka nie ma własnych rodzajów kontroli' }).waitFor()
  await expectAccessible(page)
  // Who may not change types is offered none to make.
  expect(await page.getByRole('button', { name: 'Nowy rodzaj' }).count()).toBe(0)
})

test('where the clinic has no type of its own, the first one is begun from there', async () => {
  const page = await open(`${path}?tab=own`, { role: 'owner' })
  await page.getByRole('heading', { name: 'Placówka nie ma własnych rodzajów kontroli' }).waitFor()
  expect(await page.getByRole('button', { name: 'Nowy rodzaj' }).count()).toBe(1)
  await page.keyboard.press('KeyN')
  await page.getByRole('heading', { name: 'Nowy rodzaj kontroli', level: 1 }).waitFor()
})

test('a type is read whole beside the list, by keyboard: its rule, its source, what its pack says anew', async () => {
  const page = await open(path, { language: 'ru' })
  await row(page, /Рентген зубов/).waitFor()
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('KeyJ')
  const facts = panel(page, 'Подробности')
  await facts.getByText('процедура, CDT: D0210').waitFor()
  await facts.getByText('никогда: ждёт до выполнения').first().waitFor()
  const news = facts.getByRole('region', { name: 'Что теперь говорит пакет' })
  expect(await news.locator('del').first().innerText()).toBe('2 года')
  expect(await news.locator('ins').first().innerText()).toBe('12 месяцев и 1 день')
  await facts.getByRole('region', { name: 'Источник' }).getByText('Recall programme of dental').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await facts.waitFor({ state: 'detached' })
})

test('a type of a pack is turned on after its effect was read, by keyboard alone', async () => {
  const page = await open(path, { role: 'clinician' })
  await row(page, /Higienizacja zębów.*Wyłączony/).waitFor()
  await page.keyboard.press('KeyJ')
  await panel(page).getByText('Higienizacja zębów').first().waitFor()
  await page.keyboard.press('KeyE')
  const dialog = page.getByRole('dialog', { name: 'Włączyć „Higienizacja zębów”?' })
  await dialog.getByRole('row', { name: 'Higienizacja zębów 4 3' }).waitFor()
  await dialog.getByText('Za tę zmianę odpowiada: Ewa Zając').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Włączono 1 rodzaj kontroli').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await row(page, /Higienizacja zębów.*Włączony.*4$/).waitFor()
  await panel(page).getByText('Ewa Zając, wt. 24 lis 10:00').waitFor()
})

test('turning a type off says who falls out, and whom another type takes back', async () => {
  const page = await open(`${path}?open=dental_hygiene`, { role: 'clinician' })
  await panel(page).getByRole('button', { name: 'Wyłącz' }).click()
  const dialog = page.getByRole('dialog', { name: 'Wyłączyć „Higienizacja zębów”?' })
  await dialog.getByRole('columnheader', { name: 'Odpadają' }).waitFor()
  await dialog.getByRole('row', { name: 'Higienizacja zębów 4 0' }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await row(page, /Higienizacja zębów.*Włączony/).waitFor()
})

test('an update of a pack is read field by field, with who moves, before it applies', async () => {
  const page = await open(`${path}?open=dental_xray`, { role: 'clinician', language: 'ru' })
  await panel(page, 'Подробности').getByRole('button', { name: 'Посмотреть обновление' }).click()
  const dialog = page.getByRole('dialog', { name: 'Применить обновление пакета: «Рентген зубов»?' })
  await dialog.getByText('12 месяцев и 1 день').waitFor()
  await dialog.getByText('Сейчас это не касается ни одного пациента.').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Применить обновление' }).click()
  await page.getByText('Включён 1 вид визита').waitFor()
  await row(page, /Рентген зубов.*Включён.*12 месяцев и 1 день/).waitFor()
})

test('a whole pack is turned on at once', async () => {
  const page = await open(`${path}?country=GB&specialty=dental`, { role: 'clinician', language: 'en' })
  await page.getByRole('checkbox', { name: 'Select Dental · United Kingdom' }).check()
  await page.getByText('2 selected').waitFor()
  await page.keyboard.press('KeyE')
  const dialog = page.getByRole('dialog', { name: 'Turn on 2 recall types?' })
  await dialog.getByRole('row', { name: /Dental check-up 4/ }).waitFor()
  await dialog.getByRole('button', { name: 'Turn on 2 types' }).click()
  await page.getByText('2 recall types are on').waitFor()
  expect(await page.getByText('2 selected').count()).toBe(0)
})

test('who may not turn types on is told who may', async () => {
  const page = await open(`${path}?open=dental_perio`, { role: 'read_only' })
  await panel(page).getByText('Rodzaje kontroli włącza i wyłącza lekarz').waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(0)
  expect(await panel(page).getByRole('button', { name: 'Wyłącz' }).count()).toBe(0)
})

test('a large clinic reads an estimate at once; counting everybody is asked for, and may be stopped', async () => {
  const effect = { key: 'dental_perio', name: 'Perio', isNamed: true, before: 412_000, after: 0, opens: 0 }
  const none = { low: 0, high: 0 }
  const likely = { opens: none, closes: { low: 405_100, high: 418_900 }, moves: none, dueNow: none }
  const figures = { closes: 412_000, moves: 0, keptByHand: 0, dueNow: 0, likely }
  const asked: string[] = []
  const page = await open(`${path}?open=dental_perio`, {
    role: 'clinician',
    language: 'en',
    before: async (opened) =>
      opened.route('**/api/recall-types/preview', async (route) => {
        const { mode } = route.request().postDataJSON()
        asked.push(mode)
        // Counting everybody does not end before the test does.
        if (mode === 'estimate')
          await route.fulfill({
            json: { basis: 'estimate', effects: [{ ...effect, ...figures }], changes: [] },
          })
      }),
  })
  await panel(page, 'Details').getByRole('button', { name: 'Turn off' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('405,100 to 418,900').waitFor()
  await dialog.getByText('Estimated from a sample of patients').waitFor()
  await dialog.getByRole('button', { name: 'Count everybody' }).click()
  await dialog.getByText('Counting everybody.').waitFor()
  await expectAccessible(page)
  const givenUp = page.waitForEvent('requestfailed')
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await givenUp
  await dialog.getByRole('button', { name: 'Count everybody' }).waitFor()
  expect([...new Set(asked)]).toEqual(['estimate', 'exact'])
})

test('an effect that cannot be worked out changes nothing and is asked for again', async () => {
  const page = await open(`${path}?open=dental_perio`, {
    role: 'clinician',
    before: async (opened) =>
      opened.route('**/api/recall-types/preview', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await panel(page).getByRole('button', { name: 'Wyłącz' }).click()
  await page.getByRole('dialog').getByText('Nie udało się obliczyć skutków').waitFor()
  await page.unroute('**/api/recall-types/preview')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Spróbuj/ })
    .click()
  await page.getByRole('dialog').getByText('Obecnie nie dotyczy to żadnego pacjenta.').waitFor()
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 360, scheme: 'light' },
  { language: 'en', width: 1024, scheme: 'light' },
] as const

test('on a small screen the question stands over the details', async () => {
  const page = await open(`${path}?open=dental_perio`, { role: 'clinician', width: 360 })
  await page.getByRole('button', { name: 'Wyłącz', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Wyłączyć „Podtrzymanie periodontologiczne”?' })
  await dialog.getByText('Obecnie nie dotyczy to żadnego pacjenta.').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Anuluj' }).click()
  await dialog.waitFor({ state: 'detached' })
})

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(path, look)
  const name = page.getByRole('button', { name: /mammogra|маммогра|mamogram/i }).first()
  await name.waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
  await name.click()
  await page.getByRole('link', { name: /source|źródł|источник|sumber/i }).waitFor()
  await expectAccessible(page)
})

test('a list that could not be loaded says so and comes back by R', async () => {
  const page = await open(path, {
    before: async (opened) =>
      opened.route('**/api/recall-types', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać rodzajów kontroli').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/recall-types')
  await page.keyboard.press('KeyR')
  await row(page, /Higienizacja/).waitFor()
})
