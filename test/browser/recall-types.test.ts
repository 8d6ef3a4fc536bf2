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

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 360, scheme: 'light' },
  { language: 'en', width: 1024, scheme: 'light' },
] as const

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
