import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { outreachClinic } from '../support/outreach-clinic.ts'

const database = await testDatabase()
// Sixty who were last here 220 days ago: due after six months and a day, so five weeks overdue.
const clinic = await campaignClinic(database.connection, { patients: 60, daysSinceVisit: 220 })
const [, olga, jan, wanda, aleksei] = clinic.patients
if (olga === undefined || jan === undefined || wanda === undefined || aleksei === undefined)
  throw new Error('sixty patients')
await clinic.db.tenant(clinic.clinicId, async (tx) => {
  const { write } = tx.as('patients')
  for (const [patient, name] of [
    [olga, 'Ольга Мельникова'],
    [jan, 'Jan Agnieszka Brzęczyszczykiewicz-Wróblewska'],
    [wanda, 'Wanda Woronowicz'],
    [aleksei, 'Алексей Воробьёв'],
  ] as const)
    await write
      .updateTable('patients.patient')
      .set({ full_name: name, ...(patient === olga ? { language: 'ru' } : {}) })
      .where('clinic_id', '=', clinic.clinicId)
      .where('id', '=', patient.id)
      .execute()
})
await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
await clinic.work()
await clinic.say(olga, 'сколько стоит?')
await clinic.book(jan)

const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, ...who })
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Szczegóły' })
// Rows of bones have no button.
const ready = (page: Page) => page.getByRole('row').nth(1).getByRole('button').waitFor()

test('a recall is found, looked into, paused and resumed by keyboard alone', async () => {
  const page = await open('/due-list')
  await ready(page)
  await page.keyboard.press('KeyJ')
  await panel(page).getByText('Odstęp', { exact: true }).waitFor()
  await panel(page).getByText('6 miesięcy i 1 dzień', { exact: true }).waitFor()
  const first = await page.locator('tr[aria-current=true] button').innerText()
  await page.keyboard.press('KeyJ')
  await expect.poll(async () => page.locator('tr[aria-current=true] button').innerText()).not.toBe(first)
  await page.keyboard.press('KeyK')
  await page.keyboard.press('KeyX')
  await page.getByText('Zaznaczono 1').waitFor()
  await page.keyboard.press('KeyP')
  const dialog = page.getByRole('dialog', { name: 'Wstrzymanie kontroli' })
  await dialog.getByLabel('Do dnia').fill('2027-03-01')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await dialog.getByText('Proszę wpisać kilka słów').waitFor()
  await dialog.getByLabel('Uzasadnienie').focus()
  await page.keyboard.type('wyjazd do wiosny')
  await dialog.getByRole('button', { name: 'Wstrzymaj' }).press('Enter')
  await page.getByText('Wstrzymano 1 kontrolę').waitFor()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Wstrzymane 1' }).waitFor()
  await page.keyboard.press('Control+KeyZ')
  await page.getByText('Wznowiono 1 kontrolę').waitFor()
  await page.getByRole('tab', { name: 'Po terminie 59' }).waitFor()
})

test('a day in the past is refused beside its field, and what was typed stays', async () => {
  const page = await open('/due-list')
  await ready(page)
  await page.keyboard.press('KeyJ')
  await panel(page).getByRole('button', { name: 'Wstrzymaj' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Do dnia').fill('2026-01-01')
  await dialog.getByLabel('Uzasadnienie').fill('na prośbę pacjenta')
  await dialog.getByRole('button', { name: 'Wstrzymaj' }).click()
  await dialog.getByText('Proszę wybrać dzień w przyszłości').waitFor()
  expect(await dialog.getByLabel('Uzasadnienie').inputValue()).toBe('na prośbę pacjenta')
})

test('the list says who waits for an answer, who is booked, and what was sent and why', async () => {
  const page = await open('/due-list?language=ru')
  await row(page, 'Ольга').getByText('Odpowiedzieć w skrzynce').waitFor()
  expect(await page.locator('tr [lang=ru]').innerText()).toBe('Ольга Мельникова')
  await row(page, 'Ольга').getByRole('button').click()
  await panel(page)
    .getByText(/^Zaproszenie, wt\. 24 lis/)
    .waitFor()
  await panel(page).getByRole('link', { name: 'Otwórz skrzynkę' }).waitFor()
  await page.getByRole('button', { name: /^Usuń filtr/ }).click()
  await page.getByRole('tab', { name: 'Umówieni 1' }).click()
  await row(page, 'Brzęczyszczykiewicz')
    .getByText(/^Wizyta: /)
    .waitFor()
})

test('pages, filters and order live in the address; what was searched for does not', async () => {
  const page = await open('/due-list')
  await page.getByText('1–50 z 59').waitFor()
  await page.getByRole('button', { name: 'Następna strona' }).click()
  await page.getByText('51–59 z 59').waitFor()
  await page.reload()
  await page.getByText('51–59 z 59').waitFor()
  await page.keyboard.press('KeyF')
  await page.getByRole('menuitem', { name: 'rosyjski' }).click()
  await page.getByText('1 z 59').waitFor()
  expect(new URL(page.url()).search).toBe('?language=ru')
  await page.keyboard.press('Slash')
  await page.keyboard.type('мельн')
  await expect.poll(async () => page.getByText('1 z 59').count()).toBe(1)
  expect(decodeURI(page.url())).not.toContain('мельн')
})

test('where the filters leave nobody, the one to drop is named', async () => {
  const page = await open('/due-list?language=ms&range=8w')
  await page.getByText('Nikt nie spełnia wszystkich 2 warunków').waitFor()
  await page.getByText('Bez filtra „Język malajski”: 59 pacjentów.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Usuń ten filtr' }).click()
  await page.getByText('59 z 59').waitFor()
})

test('the filtered list is taken along as a file by one key, in the order and the words of the reader', async () => {
  const page = await open('/due-list?language=ru')
  await row(page, 'Ольга').waitFor()
  await page.getByRole('button', { name: 'Pobierz jako CSV' }).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('KeyD')])
  expect(download.suggestedFilename()).toMatch(/^due-list-\d{4}-\d{2}-\d{2}\.csv$/)
  const file = await readFile(await download.path(), 'utf8')
  const [header, ...rows] = file.trimEnd().split('\r\n')
  expect(header).toBe(
    '\uFEFFNumer pacjenta;Pacjent;Język;Rodzaj kontroli;Termin;Dni po terminie;Status;Co dalej',
  )
  expect(rows.length).toBe(1)
  expect(rows[0]).toMatch(
    /;Ольга Мельникова;ru;.+;\d{4}-\d{2}-\d{2};\d+;Po terminie;Odpowiedzieć w skrzynce$/,
  )
  await page.getByText(`Pobrano: ${download.suggestedFilename()}`).waitFor()
  await expectAccessible(page)
})

test('a file that could not be made is told of, and none is kept', async () => {
  const page = await open('/due-list', {
    before: async (opened) =>
      opened.route('**/api/due-list/export', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await ready(page)
  const downloads: string[] = []
  page.on('download', (download) => downloads.push(download.suggestedFilename()))
  await page.getByRole('button', { name: 'Pobierz jako CSV' }).click()
  await page.getByText('Wystąpił błąd po stronie serwera').waitFor()
  expect(downloads).toEqual([])
})

test('a view is kept under a name, chosen, renamed, removed and taken back by keyboard alone', async () => {
  // Even those who may only read keep views: they are their own.
  const page = await open('/due-list?language=ru&sort=name', { role: 'read_only' })
  await row(page, 'Ольга').waitFor()
  await page.keyboard.press('KeyV')
  await page.getByRole('menuitem', { name: 'Zapisz ten widok' }).press('Enter')
  const keep = page.getByRole('dialog', { name: 'Zapisanie widoku' })
  await keep.getByLabel('Nazwa').press('Enter')
  await keep.getByText('Proszę wpisać nazwę widoku').waitFor()
  await expectAccessible(page)
  await page.keyboard.type('Po rosyjsku')
  await page.keyboard.press('Enter')
  await page.getByText('Zapisano widok „Po rosyjsku”').waitFor()
  await keep.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Po rosyjsku' }).waitFor()
  await page.getByRole('button', { name: /^Usuń filtr/ }).click()
  await page.getByText('59 z 59').waitFor()
  await page.getByRole('button', { name: 'Widoki' }).waitFor()
  await page.keyboard.press('KeyV')
  await page.getByRole('menuitem', { name: 'Po rosyjsku' }).press('Enter')
  await page.getByText('1 z 59').waitFor()
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ language: 'ru', sort: 'name' })
  await page.keyboard.press('KeyV')
  await page.getByRole('menuitem', { name: 'Zmień nazwę widoku' }).press('Enter')
  const rename = page.getByRole('dialog', { name: 'Zmiana nazwy widoku' })
  await rename.getByLabel('Nazwa').fill('Mówią po rosyjsku')
  await page.keyboard.press('Enter')
  await rename.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Mówią po rosyjsku' }).waitFor()
  await page.keyboard.press('KeyV')
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Usuń ten widok' }).press('Enter')
  await page.getByText('Usunięto widok „Mówią po rosyjsku”').waitFor()
  await page.getByRole('button', { name: 'Widoki' }).waitFor()
  await page.keyboard.press('Control+KeyZ')
  await page.getByText('Przywrócono widok „Mówią po rosyjsku”').waitFor()
  await page.getByRole('button', { name: 'Mówią po rosyjsku' }).waitFor()
})

test('the palette finds a patient whichever alphabet the name is typed in', async () => {
  const page = await open('/due-list')
  await ready(page)
  for (const [typed, name] of [
    ['воро', 'Wanda Woronowicz'],
    ['Woro', 'Алексей Воробьёв'],
    ['melnik', 'Ольга Мельникова'],
    ['вроблевск', 'Jan Agnieszka Brzęczyszczykiewicz-Wróblewska'],
  ] as const) {
    await page.keyboard.press('Control+KeyK')
    await page.getByRole('combobox').fill(typed)
    await page.getByRole('option', { name: new RegExp(name) }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox').waitFor({ state: 'detached' })
  }
})

test('who may only read changes nothing', async () => {
  const reader = await open('/due-list', { role: 'read_only' })
  await ready(reader)
  await reader.keyboard.press('KeyJ')
  await panel(reader).getByRole('link', { name: 'Otwórz kartę' }).waitFor()
  expect(await reader.getByRole('checkbox').count()).toBe(0)
  expect(await panel(reader).getByRole('button', { name: 'Wstrzymaj' }).count()).toBe(0)
  expect(await reader.getByRole('button', { name: /^Zaproś/ }).count()).toBe(0)
  // Who only looks takes no file along, neither by the button nor by its key.
  expect(await reader.getByRole('button', { name: 'Pobierz jako CSV' }).count()).toBe(0)
  const asked: string[] = []
  reader.on('request', (request) => asked.push(request.url()))
  await reader.keyboard.press('KeyD')
  await reader.keyboard.press('?')
  await reader.getByRole('dialog', { name: 'Skróty na tej stronie' }).waitFor()
  expect(await reader.getByRole('dialog').getByText('Pobierz jako CSV').count()).toBe(0)
  expect(asked.filter((url) => url.includes('export'))).toEqual([])
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
  { language: 'en', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open('/due-list?language=ru', look)
  const name = page.getByRole('button', { name: /Ольга/ })
  await name.waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
  await name.click()
  await page.getByText(/^6 (miesięcy i 1 dzień|месяцев и 1 день|months and 1 day)$/).waitFor()
  await expectAccessible(page)
})

test('a list that could not be loaded says what is safe and comes back by R', async () => {
  const page = await open('/due-list', {
    before: async (opened) =>
      opened.route('**/api/due-list?*', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać listy').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/due-list?*')
  await page.keyboard.press('KeyR')
  await ready(page)
})

test('where no recall is turned on, the page says how to begin', async () => {
  const other = await outreachClinic(database.connection, { name: 'Klinika Pusta' })
  const page = await open('/due-list', { clinicId: other.clinicId })
  await page.getByText('Żadna kontrola nie jest jeszcze włączona').waitFor()
  await expectAccessible(page)
  await other.db.close()
})
