import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import {
  addPatient,
  bookingClinic,
  givenCheckUp,
  importScheduleText,
  scheduleText,
} from '../support/booking-clinic.ts'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection)
const patient = await addPatient(clinic)
await givenCheckUp(clinic, {
  patientId: patient.id,
  doctor: clinic.doctorLis,
  startsAt: '2026-11-24T14:00:00Z',
})
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const path = '/settings/services'
const open = async (where: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(where, { isKnown: true, role: 'manager', language: 'en', ...who })
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })
const lis = `${path}/people/${clinic.doctorLis}/edit`
const nowak = `${path}/people/${clinic.doctorNowak}/edit`

test('a service is added by keyboard alone, and its length is mended where it was refused', async () => {
  const page = await open(path)
  await row(page, /Wizyta kontrolna/).waitFor()
  await page.keyboard.press('KeyN')
  await page.getByRole('heading', { name: 'New service' }).waitFor()
  const name = page.getByRole('textbox', { name: 'Name' })
  await expect
    .poll(async () => name.evaluate((field) => field === field.ownerDocument.activeElement))
    .toBe(true)
  await page.keyboard.type('Whitening')
  await page.keyboard.press('Tab')
  await page.keyboard.type('0')
  await page.keyboard.press('Control+Enter')
  await page.getByText('A whole number from 5 to 600').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('50')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Saved: Whitening').waitFor()
  await row(page, /Whitening.*50 min.*Patients and staff.*Lis.*Nowak.*whitening/).waitFor()
})

test('a service is retired after its visits ahead were told, and brought back', async () => {
  const page = await open(path, { language: 'pl' })
  await row(page, /Wizyta kontrolna/)
    .getByText('Wizyta kontrolna')
    .dblclick()
  await page.getByRole('heading', { name: 'Zmiana: Wizyta kontrolna' }).waitFor()
  await page.getByRole('button', { name: 'Wycofaj' }).click()
  const dialog = page.getByRole('dialog', { name: 'Wycofać „Wizyta kontrolna”?' })
  await dialog.getByText('Dotyczy to 1 umówionej wizyty: wt. 24 lis 15:00.').waitFor()
  await dialog.getByText('Niczego to nie odwołuje').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Wycofaj' }).click()
  await row(page, /Wizyta kontrolna/)
    .getByRole('button', { name: 'Przywróć' })
    .click()
  await page.getByText('Znów w użyciu: Wizyta kontrolna').waitFor()
  await row(page, /Wizyta kontrolna.*Lis.*Nowak/).waitFor()
})

test('on a small screen a retired person is brought back from their row', async () => {
  const page = await open(nowak, { width: 360 })
  await page.getByRole('button', { name: 'Retire' }).click()
  await page.getByRole('dialog').getByText('No booked visit ahead is concerned.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
  const retired = page.getByRole('button', { name: /Nowak.*Retired/ })
  await retired.waitFor()
  await expectAccessible(page)
  await retired.click()
  const dialog = page.getByRole('dialog', { name: 'Bring back “dr Piotr Nowak”?' })
  await dialog.getByRole('button', { name: 'Bring back' }).click()
  await page.getByText('Back in use: dr Piotr Nowak').waitFor()
  await page.getByRole('button', { name: /Nowak.*14:00–20:00/ }).waitFor()
})

test('taking a service from somebody who has visits for it is told before it is saved', async () => {
  const page = await open(`${path}/${clinic.checkUp}/edit`)
  await page.getByRole('checkbox', { name: 'dr Anna Lis' }).uncheck()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save “Wizyta kontrolna”?' })
  await dialog.getByText('1 booked visit ahead is concerned').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'dr Piotr Nowak' }).uncheck()
  await page.getByRole('checkbox', { name: 'dr Anna Lis' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await row(page, /Wizyta kontrolna.*dr Anna Lis check-up/).waitFor()
})

test('weekly hours are written, copied and cut by a break; a fault stands at its day', async () => {
  const page = await open(nowak)
  const day = (name: string) => page.getByRole('group', { name, exact: true })
  await page.getByRole('button', { name: 'Add hours: Tuesday' }).click()
  await day('Tuesday').getByLabel('Tuesday, to').last().fill('19')
  await page.getByRole('button', { name: 'Save' }).click()
  await day('Tuesday').getByText('Both times are needed').waitFor()
  await expectAccessible(page)
  await day('Tuesday').getByLabel('Tuesday, from').last().fill('19:00')
  await day('Tuesday').getByLabel('Tuesday, to').last().fill('21:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await day('Tuesday').getByText('Hours of one day overlap').waitFor()
  await day('Tuesday').getByLabel('Tuesday, to').first().fill('18:00')
  await page.getByRole('button', { name: 'Add hours: Saturday' }).click()
  await day('Saturday').getByLabel('Saturday, from').fill('9')
  await page.keyboard.press('Tab')
  await expect.poll(async () => day('Saturday').getByLabel('Saturday, from').inputValue()).toBe('09:00')
  expect(await day('Saturday').getByRole('alert').count()).toBe(0)
  await day('Saturday').getByRole('button', { name: 'Remove hours: Saturday, 09:00–16:00' }).click()
  await page.getByRole('button', { name: 'Copy to Mon–Fri: Tuesday' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved: dr Piotr Nowak').waitFor()
  await row(page, /Nowak.*Mon–Fri 14:00–18:00, 19:00–21:00/).waitFor()
})

test('hours that leave a booked visit outside are saved only after that was told', async () => {
  const page = await open(lis)
  await page.getByLabel('Tuesday, to').fill('15:00')
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Save “dr Anna Lis”?' })
  await dialog.getByText('1 booked visit ahead is concerned, on Tue 24 Nov 15:00.').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'Save, visits stay' }).click()
  await row(page, /Lis.*Tue 08:00–15:00/).waitFor()
})

test('whoever is second is told, keeps what they wrote, and goes on from what is there now', async () => {
  const page = await open(lis)
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('dr Anna Lisowska')
  await importScheduleText(clinic.db, clinic.clinicId, scheduleText.replace('08:00-14:00', '08:00-13:00'))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Somebody has changed this in the meantime').waitFor()
  expect(await name.inputValue()).toBe('dr Anna Lisowska')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Load what is there now' }).click()
  await expect.poll(async () => name.inputValue()).toBe('dr Anna Lis')
  expect(await page.getByLabel('Friday, to').inputValue()).toBe('13:00')
})

test('a closure is added after its visits were told, removed, and that is taken back', async () => {
  const page = await open(`${path}?tab=closures`)
  await row(page, /25 Dec/).waitFor()
  await page.keyboard.press('KeyN')
  const dialog = page.getByRole('dialog', { name: 'Add closure' })
  await dialog.getByLabel('First day').fill('2026-11-24')
  await dialog.getByLabel('Last day').fill('2026-11-23')
  await dialog.getByRole('button', { name: 'Close then' }).click()
  await dialog.getByText('It ends after it begins').waitFor()
  await dialog.getByLabel('Last day').fill('2026-11-25')
  await dialog.getByLabel('Reason').fill('Training')
  await dialog.getByRole('button', { name: 'Close then' }).click()
  await dialog.getByText('1 booked visit ahead is concerned, on Tue 24 Nov 15:00.').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close, visits stay' }).click()
  const training = row(page, /Tue 24 Nov – Wed 25 Nov.*Whole clinic.*Training/)
  await training.waitFor()
  await training.getByRole('button', { name: /Remove/ }).click()
  await training.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+KeyZ')
  await training.waitFor()
})

test('who may not change it reads it and is told who may', async () => {
  const page = await open(path, { role: 'front_desk' })
  await page.getByText('Owners and managers change services and hours.').waitFor()
  expect(await page.getByRole('button', { name: 'Add service' }).count()).toBe(0)
  await page.goto(`${server.address}/console${lis}`)
  await page.getByRole('heading', { name: 'Your role does not change this' }).waitFor()
})

test('a clinic without a schedule is told what to do first, and leaves no draft unasked', async () => {
  const empty = await bookingClinic(database.connection, { seed: 'empty' })
  await empty.db.tenant(empty.clinicId, async (tx) => {
    for (const table of ['resource_service', 'weekly_hours', 'closure', 'resource', 'service'] as const)
      await tx
        .as('scheduling')
        .write.deleteFrom(`scheduling.${table}`)
        .where('clinic_id', '=', empty.clinicId)
        .execute()
  })
  const page = await open(path, { clinicId: empty.clinicId })
  await page.getByRole('heading', { name: 'No services are there yet' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add service' }).last().click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Draft')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Leave' })
    .click()
  await page.getByRole('heading', { name: 'No services are there yet' }).waitFor()
  await empty.db.close()
})

test.each([
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'en', width: 360, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'light' },
] as const)('the editor of hours is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(lis, look)
  await page.locator('fieldset input').first().waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})
