import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { CleanupClinic } from '../support/cleanup-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const clinic = await CleanupClinic.open(database.connection, 'cleanup page')
await clinic.records.csv(
  [
    'id,first name,last name,birth date,sex,phone,email',
    'X1,Ольга,Мельникова,,female,600100501,',
    'X2,Agnieszka,Brzęczyszczykiewicz-Wróblewska,,female,600100502,',
    '',
  ].join('\n'),
  { name: 'more.csv' },
)
const server = await consoleServer(clinic.records, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, ...who })
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Szczegóły' })

test('a pair is compared side by side, merged and told apart again, by keyboard alone', async () => {
  const page = await open('/cleanup')
  await page.getByRole('tab', { name: 'Duplikaty 1' }).waitFor()
  await row(page, 'Zawadzka').waitFor()
  await page.keyboard.press('KeyJ')
  await panel(page).getByText('17 maj 1980').first().waitFor()
  expect(await panel(page).getByText('a···@example.com').count()).toBe(2)
  await expectAccessible(page)
  await page.keyboard.press('Digit1')
  await page.getByText(/^Załatwione: An/).waitFor()
  await page.getByRole('heading', { name: 'Tu wszystko jest załatwione' }).waitFor()
  await page.keyboard.press('Control+KeyZ')
  await page.getByText(/^Cofnięto: An/).waitFor()
  await row(page, 'Zawadzka').waitFor()
  await page.keyboard.press('KeyJ')
  await panel(page).getByText('17 maj 1980').first().waitFor()
  await page.keyboard.press('Digit2')
  await page.getByRole('heading', { name: 'Tu wszystko jest załatwione' }).waitFor()
})

test('an item is given to oneself by A, and the progress says how far the round is', async () => {
  const page = await open('/cleanup?kind=no_birth_date')
  await row(page, 'Мельникова').waitFor()
  expect(await page.locator('tr [lang=ru]').innerText()).toBe('Ольга Мельникова')
  await row(page, 'Мельникова').getByRole('button').click()
  await panel(page).getByText('Nr X1').waitFor()
  await page.keyboard.press('KeyA')
  await page.getByRole('menuitem', { name: 'Dla mnie (Ewa Zając)' }).press('Enter')
  await page.getByText('Przydzielono 1 pozycję na 30 dni: Ewa Zając').waitFor()
  await page.getByText('Załatwiono 0 z 1, zostało 30 dni').waitFor()
  await page.keyboard.press('KeyF')
  await page.getByRole('menuitem', { name: 'moje' }).click()
  await expect.poll(async () => page.locator('tbody tr').count()).toBe(1)
  await page.getByRole('button', { name: /^Usuń filtr/ }).click()
  await row(page, 'Brzęczyszczykiewicz').waitFor()
})

test('a birth date is typed after 1; one that cannot be is refused beside the field', async () => {
  const page = await open('/cleanup?kind=no_birth_date')
  await row(page, 'Brzęczyszczykiewicz').getByRole('button').click()
  await panel(page).getByText('Nr X2').waitFor()
  await page.keyboard.press('Digit1')
  await expect.poll(async () => page.evaluate('document.activeElement?.getAttribute("type")')).toBe('date')
  await panel(page).getByLabel('Data urodzenia').fill('2099-01-01')
  await page.keyboard.press('Enter')
  await panel(page).getByText('To nie może być data urodzenia').waitFor()
  await expectAccessible(page)
  await panel(page).getByLabel('Data urodzenia').fill('1971-04-05')
  await page.keyboard.press('Enter')
  await page.getByText(/^Załatwione: Agnieszka/).waitFor()
  await expect.poll(async () => row(page, 'Brzęczyszczykiewicz').count()).toBe(0)
})

test('why a patient stays away is said by a digit; a death only after a question', async () => {
  const page = await open('/cleanup?kind=drift', { language: 'ru' })
  await row(page, 'Erbel').getByRole('button').click()
  const facts = page.getByRole('complementary', { name: 'Подробности' })
  await facts
    .getByText(/^25 месяцев, с 1 окт/)
    .first()
    .waitFor()
  await facts.getByRole('button', { name: 'Пациент скончался' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Этому пациенту больше ничего не отправляется').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Digit1')
  await page.getByText('Решено: Filip Erbel').waitFor()
  await expect.poll(async () => row(page, 'Erbel').count()).toBe(0)
})

test('the list of those away for 18 to 36 months is one step further', async () => {
  const page = await open('/cleanup')
  await page.getByRole('link', { name: 'Bez wizyty 18–36 miesięcy: 1' }).click()
  await row(page, 'Erbel').waitFor()
  expect(await page.locator('tbody tr').count()).toBe(1)
  expect(new URL(page.url()).search).toContain('away=18_36')
})

test('the card says why a patient stays away, and takes another reason', async () => {
  const page = await open(`/patients/${await clinic.idOf('F')}`)
  const why = page.getByRole('region', { name: 'Powód nieobecności' })
  await why.getByText('Brak czasu').waitFor()
  await why.getByRole('button', { name: 'Cofnij' }).click()
  await why.getByText('powód nieznany').waitFor()
  await why.getByRole('button', { name: 'Zapisz powód' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Powód nieobecności' })
  await dialog.getByLabel('Notatka').fill('nowy grafik')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Zmiana pracy' }).press('Enter')
  await why.getByText('Ewa Zając, pon. 23 lis 09:00: „nowy grafik”').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+KeyZ')
  await why.getByText('powód nieznany').waitFor()
})

test('whoever turns out to have moved away is said so on the spot, and leaves the list', async () => {
  const page = await open('/cleanup?kind=no_last_visit')
  await row(page, 'Cicha').getByRole('button').click()
  await panel(page).getByText('Nr D').waitFor()
  await page.keyboard.press('KeyY')
  await page.getByRole('dialog').getByRole('button', { name: 'Przeprowadzka' }).press('Enter')
  await page.getByText('Powód zapisany').waitFor()
  await expect.poll(async () => row(page, 'Cicha').count()).toBe(0)
})

test('who may only read decides nothing', async () => {
  const reader = await open('/cleanup?kind=no_contact', { role: 'read_only' })
  await row(reader, 'Adamski').getByRole('button').click()
  await panel(reader).getByRole('link', { name: 'Otwórz kartę' }).waitFor()
  expect(await reader.getByRole('checkbox').count()).toBe(0)
  expect(await reader.getByRole('button', { name: /^Przydziel/ }).count()).toBe(0)
  expect(await panel(reader).getByLabel('Telefon lub e-mail').count()).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
  { language: 'en', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open('/cleanup?kind=invalid_contact', look)
  const name = page.getByRole('button', { name: /Bielska/ })
  await name.waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
  await name.click()
  await page.getByText('c···@example.com').last().waitFor()
  await page.getByRole('textbox').first().waitFor()
  await expectAccessible(page)
})

test('a list that could not be loaded says what is safe and comes back by R', async () => {
  const page = await open('/cleanup?kind=no_contact', {
    before: async (opened) =>
      opened.route('**/api/cleanup/no_contact?*', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać listy').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/cleanup/no_contact?*')
  await page.keyboard.press('KeyR')
  await row(page, 'Adamski').waitFor()
})

test('where nothing is to be done the page says so', async () => {
  const other = await outreachClinic(database.connection, { name: 'Klinika Pusta' })
  const page = await open('/cleanup', { clinicId: other.clinicId })
  await page.getByRole('heading', { name: 'Nie ma nic do uporządkowania' }).waitFor()
  await expectAccessible(page)
  await other.db.close()
})
