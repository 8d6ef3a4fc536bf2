import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { measureAudit } from '../../src/insights/audit/measure-audit.ts'
import { requestAudit } from '../../src/insights/audit/request-audit.ts'
import { auditClinic } from '../support/audit-clinic.ts'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { ImportClinic } from '../support/import-clinic.ts'

const database = await testDatabase()
const clinic = await auditClinic(database.connection, { seed: 'audit page', patients: 300 })
// Forty patients came once in August 2025, half of them again; nobody wrote down what a visit brought.
const small = await ImportClinic.open(database.connection, { seed: 'no values' })
const numbers = Array.from({ length: 40 }, (_, index) => `P${index}`)
await small.csv(['id,name,birth date', ...numbers.map((id) => `${id},Anna ${id},1980-05-17`), ''].join('\n'))
await small.csv(
  [
    'visit_id,patient_id,visit date,status',
    ...numbers.map((id) => `A${id},${id},2025-08-10,finished`),
    ...numbers.slice(20).map((id) => `B${id},${id},2026-02-20,finished`),
    '',
  ].join('\n'),
)
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
  await small.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, role: 'owner', ...who })
/** What the worker does. */
const measure = async ({ db, clinicId }: ImportClinic) => measureAudit(db, clinicId)
const ask = async ({ db, clinicId }: ImportClinic) =>
  db.tenant(clinicId, async (tx) =>
    requestAudit(tx.as('insights'), { kind: 'command_line', name: 'kembali import' }),
  )
const region = (page: Page, name: string) => page.getByRole('region', { name })

test('a new clinic is led to its audit after the import, and follows how it is measured, by keyboard alone', async () => {
  const page = await open('/today')
  await page.getByRole('heading', { name: 'Dane są wczytane.' }).waitFor()
  await page.getByRole('link', { name: 'Otwórz audyt' }).press('Enter')
  await page.getByRole('heading', { name: 'Jaki jest stan tej placówki?' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Zmierz teraz' }).press('Enter')
  await page.getByRole('heading', { name: 'Pomiar czeka na swoją kolej' }).waitFor()
  await page.getByText('na prośbę: Ewa Zając').waitFor()
  await expectAccessible(page)
  expect(await measure(clinic)).toBe(1)
  const care = region(page, 'Które kontrole się odbywają?')
  await care.getByRole('row', { name: /^Higienizacja zębów.*poniżej 75–85%/ }).waitFor()
  await page.getByText('stan na pon. 23 lis 09:00').first().waitFor()
  expect(await region(page, 'Kto przestał przychodzić?').innerText()).toMatch(/\d+ pacjentów/)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Zaplanuj powroty' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Rodzaje kontroli' }).waitFor()
})

test('how recall works today is answered on the page and signed; who may only read asks nobody', async () => {
  const page = await open('/audit', { language: 'ru' })
  const questions = region(page, 'Как сегодня приглашают пациентов?')
  await questions.getByText('ответов: 0 из 5').waitFor()
  await questions.getByRole('button', { name: 'Ответить: Как часто?' }).press('Enter')
  const field = questions.getByLabel('Как часто?')
  await field.press('Control+Enter')
  await questions.getByText('Напишите ответ').waitFor()
  await expectAccessible(page)
  await field.fill('Раз в год, перед отпуском')
  await field.press('Control+Enter')
  await questions.getByText('Раз в год, перед отпуском Ewa Zając, пн 23 нояб. 09:00').waitFor()
  await questions.getByText('ответов: 1 из 5').waitFor()
  await questions.getByRole('button', { name: 'Изменить ответ: Как часто?' }).press('Enter')
  await questions.getByLabel('Как часто?').press('Escape')
  await expect.poll(async () => questions.getByRole('textbox').count()).toBe(0)

  const reader = await open('/audit', { role: 'read_only', language: 'en' })
  await region(reader, 'How is recall done today?').getByText('Раз в год, перед отпуском').waitFor()
  expect(await reader.getByRole('button', { name: /Answer|Change|Measure/ }).count()).toBe(0)
})

test('it is downloaded as the printed page, and prints without its buttons, under the name of the clinic', async () => {
  const page = await open('/audit', { language: 'en' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download PDF' }).press('Enter'),
  ])
  expect(download.suggestedFilename()).toBe('audit-2026-11-23.pdf')
  await page.emulateMedia({ media: 'print' })
  await page.getByText('Import audit page, as of Mon 23 Nov 09:00').waitFor()
  expect(await page.getByRole('link', { name: 'Download PDF' }).isVisible()).toBe(false)
  expect(
    await page
      .getByRole('button', { name: /^Answer/ })
      .first()
      .isVisible(),
  ).toBe(false)
})

test('while it is measured again the page before stays and says so; a measurement that broke off says what is safe', async () => {
  const page = await open('/audit', { language: 'en' })
  await page.getByRole('button', { name: 'Measure again' }).press('Enter')
  await page.getByText('The measurement waits for its turn').waitFor()
  await page.getByText('What is below is the measurement before.').waitFor()
  await region(page, 'Which care is recalled?').waitFor()
  expect(await page.getByRole('button', { name: 'Measure again' }).count()).toBe(0)
  await expectAccessible(page)
  await measure(clinic)
  await page.getByRole('button', { name: 'Measure again' }).waitFor()

  const answer = async () => (await page.request.get(`${server.address}/api/audit`)).json()
  const failed = { ...(await answer()), failedAt: { iso: '2026-11-23T08:00:00Z', text: 'Mon 23 Nov 09:00' } }
  await page.route('**/api/audit', async (route) => route.fulfill({ json: failed }))
  await page.reload()
  await page.getByText('The measurement broke off Mon 23 Nov 09:00.').waitFor()
  await expectAccessible(page)
})

test('where no visit has a value the clinic says what one brings, and sees at once what more recall would', async () => {
  await ask(small)
  await measure(small)
  const page = await open('/audit', { language: 'en', clinicId: small.clinicId })
  const gain = region(page, 'What would more recall bring in a year?')
  await gain.getByText('The value of a visit is not known').waitFor()
  const field = gain.getByLabel('What does a visit bring on average (PLN)?')
  await field.fill('a lot')
  await field.press('Enter')
  await gain.getByText('Please give a whole number above zero').waitFor()
  await expectAccessible(page)
  await field.fill('310')
  await field.press('Enter')
  await gain.getByText('A visit brings zł 310, as the clinic says.').waitFor()
  await gain
    .getByText(/zł\s[\d,]+ to zł\s[\d,]+ a year/)
    .first()
    .waitFor()
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 1024, scheme: 'light' },
  { language: 'en', width: 360, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open('/audit', look)
  await expect.poll(async () => page.getByRole('region').count()).toBeGreaterThan(5)
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('an audit that could not be loaded says what is safe and comes back by R', async () => {
  const page = await open('/audit', {
    before: async (opened) =>
      opened.route('**/api/audit', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać audytu').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/audit')
  await page.keyboard.press('KeyR')
  await region(page, 'Które kontrole się odbywają?').waitFor()
})
