import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { enableOlder, typesClinic } from '../support/types-clinic.ts'

const database = await testDatabase()
const clinic = await typesClinic(database.connection, 'Klinika Klonowa')
await offerHygiene()
await enableOlder(clinic, 'dental_hygiene', {})
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const path = '/settings/recall-types'
const open = async (where: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(where, { isKnown: true, role: 'clinician', ...who })
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })

test('a type of the clinic’s own is written, its effect read, and turned on, by keyboard alone', async () => {
  const page = await open(path)
  await row(page, /Higienizacja zębów.*Włączony/).waitFor()
  await page.keyboard.press('KeyN')
  await page.getByRole('heading', { name: 'Nowy rodzaj kontroli' }).waitFor()
  // The first field is ready to be written in.
  await page.getByRole('textbox', { name: 'Nazwa po polsku' }).waitFor()
  await page.keyboard.type('Kontrola implantu')
  // English, Russian, Malay, speciality, then the services.
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Tab')
  await page.keyboard.type('hig')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  // What is missing is said at its field, which has the focus.
  await page.getByText('Zasada musi mieć źródło').waitFor()
  await page.keyboard.type('Decyzja placówki, dr Lis')
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'Dodać „Kontrola implantu”?' })
  await dialog.getByRole('row', { name: /Kontrola implantu 4/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Rodzaj kontroli jest zapisany').waitFor()
  await row(page, /Kontrola implantu.*Włączony.*12 miesięcy.*4$/).waitFor()
})

test('a pack’s interval becomes the clinic’s own, after reading who moves', async () => {
  const page = await open(`${path}?open=dental_hygiene`, { language: 'en' })
  await page.getByRole('complementary').getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('heading', { name: 'Edit “Dental hygiene”' }).waitFor()
  await page.getByText('What is saved here becomes the clinic’s own words.').waitFor()
  const months = page.getByRole('textbox', { name: 'Months' })
  await months.fill('9')
  await page.getByRole('button', { name: 'See whom it concerns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save “Dental hygiene”?' })
  await dialog.getByRole('columnheader', { name: 'Date moves' }).waitFor()
  await dialog.getByText('6 months and 1 day').waitFor()
  await dialog.getByText('9 months and 1 day').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('The recall type is saved').waitFor()
  await row(page, /Dental hygiene.*9 months and 1 day/).waitFor()
})

test('a pack’s type that is off is turned on again in the clinic’s own words', async () => {
  const page = await open(`${path}?open=dental_hygiene`, { language: 'en' })
  const facts = page.getByRole('complementary')
  await facts.getByRole('button', { name: 'Turn off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click()
  await facts.getByRole('button', { name: 'Turn on in own words' }).click()
  const dialog = page.getByRole('dialog', { name: /Turn on “.*” in the clinic’s own words/ })
  await dialog.getByRole('row', { name: /4/ }).waitFor()
  await dialog.getByRole('button', { name: 'Turn on', exact: true }).click()
  await row(page, /Dental hygiene.*9 months and 1 day/).waitFor()
})

test('what would go wrong is said at its field before anything is saved', async () => {
  const page = await open(`${path}/dental_hygiene_child/edit`)
  // Hygiene of adults follows the children's already.
  await page.getByRole('combobox', { name: 'Następuje po' }).click()
  await page.getByRole('option', { name: 'Higienizacja zębów', exact: true }).click()
  await page.getByRole('button', { name: 'Zobacz, kogo to dotyczy' }).click()
  await page.getByText('Powstaje pętla').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  await expectAccessible(page)
})

test('what was written and not saved is asked about, and outlives a reload', async () => {
  const page = await open(`${path}/new`)
  const name = page.getByRole('textbox', { name: 'Nazwa po polsku' })
  await name.fill('Kontrola aparatu')
  page.on('dialog', (question) => void question.accept())
  await page.reload()
  expect(await name.inputValue()).toBe('Kontrola aparatu')
  await page.getByRole('button', { name: 'Anuluj' }).click()
  const question = page.getByRole('dialog', { name: 'Wyjść bez zapisywania?' })
  await question.getByRole('button', { name: 'Pisz dalej' }).click()
  expect(await name.inputValue()).toBe('Kontrola aparatu')
  await page.getByRole('button', { name: 'Anuluj' }).click()
  await question.getByRole('button', { name: 'Wyjdź' }).click()
  await page.getByRole('heading', { name: 'Rodzaje kontroli' }).waitFor()
  await page.keyboard.press('KeyN')
  await page.getByRole('heading', { name: 'Nowy rodzaj kontroli' }).waitFor()
  expect(await name.inputValue()).toBe('')
})

test('who may not write types is told who may', async () => {
  const page = await open(`${path}/new`, { role: 'front_desk' })
  await page.getByText('Rodzaje kontroli włącza i wyłącza lekarz').waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 360, scheme: 'light' },
  { language: 'en', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(`${path}/new`, look)
  await page.getByRole('textbox').first().waitFor()
  await page.keyboard.press('Control+Enter')
  await page.locator('[aria-invalid="true"]').first().waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

/** A service by which the visits of the clinic are told. */
async function offerHygiene(): Promise<void> {
  const { db, clinicId } = clinic
  await db.tenant(clinicId, async (tx) => {
    const service = {
      clinic_id: clinicId,
      id: tx.ids.uuid(tx.now),
      key: 'hygiene',
      name: 'Higienizacja',
      minutes: 45,
    }
    await tx
      .as('scheduling')
      .write.insertInto('scheduling.service')
      .values({ ...service, value_minor: null, ended_at: null })
      .execute()
  })
}
