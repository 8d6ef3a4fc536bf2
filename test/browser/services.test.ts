import { afterAll, expect, test } from 'vitest'
import { bookingClinic } from '../support/booking-clinic.ts'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection)
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const path = '/settings/services'
const open = async (where: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(where, { isKnown: true, ...who })

test('services, people with their hours, and closures are read on three tabs', async () => {
  const page = await open('/today')
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyH')
  await page
    .getByRole('row', { name: /Wizyta kontrolna.*30 min.*Pacjenci i personel.*Lis, .*Nowak/ })
    .waitFor()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Osoby i gabinety 2' }).click()
  await page.getByRole('row', { name: /Lis.*08:00–12:00, 13:00–17:00.*wszystkie/ }).waitFor()
  await page.getByRole('row', { name: /Nowak.*14:00–20:00.*Wizyta kontrolna/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Zamknięcia 1' }).click()
  await page.getByRole('row', { name: /25 gru.*Cała placówka.*Boże Narodzenie/ }).waitFor()
  expect(new URL(page.url()).search).toBe('?tab=closures')
  await expectAccessible(page)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'en', width: 360, scheme: 'light' },
  { language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(`${path}?tab=people`, look)
  await page.getByText('dr Anna Lis').waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('a schedule that could not be loaded says so and comes back by R', async () => {
  const page = await open(path, {
    before: async (opened) =>
      opened.route('**/api/schedule', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać grafiku').waitFor()
  await page.unroute('**/api/schedule')
  await page.keyboard.press('KeyR')
  await page.getByText('Higienizacja').waitFor()
})
