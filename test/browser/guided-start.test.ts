import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { answerQuestion } from '../../src/insights/audit/answer-question.ts'
import { measureAudit } from '../../src/insights/audit/measure-audit.ts'
import { requestAudit } from '../../src/insights/audit/request-audit.ts'
import { auditQuestions } from '../../src/insights/contract/audit.ts'
import { auditClinic } from '../support/audit-clinic.ts'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { ImportClinic } from '../support/import-clinic.ts'

const database = await testDatabase()
const clinic = await auditClinic(database.connection, { seed: 'guided start', patients: 200 })
const fresh = await ImportClinic.open(database.connection, { seed: 'nothing yet' })
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
  await fresh.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, role: 'owner', ...who })
const region = (page: Page, name: string) => page.getByRole('region', { name })
const titles = async (page: Page, name: string) =>
  region(page, name).getByRole('heading', { level: 3 }).allInnerTexts()

test('a clinic with nothing is led from Today to its first step, with the very command to type', async () => {
  const page = await open('/today', { language: 'en', clinicId: fresh.clinicId })
  await page.getByRole('link', { name: 'See what comes first' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Start' }).waitFor()
  await page.getByText('0 of 6 done').first().waitFor()
  expect(await titles(page, 'Now')).toEqual([
    '1. Import the records',
    '2. Read where the clinic stands',
    '3. Turn on recall types',
  ])
  const [row] = await fresh.db.discover<{ key: string }>(
    sql`select key from clinic.clinic where id = ${fresh.clinicId}`,
  )
  const command = `kembali import csv patients.csv --clinic ${row?.key}`
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: `Copy: ${command}` }).press('Enter')
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command)
  await expectAccessible(page)
})

test('the steps follow from what is there; a pack is turned on after its effect was read, by keyboard alone', async () => {
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const own = tx.as('insights')
    const by = { kind: 'command_line', name: 'Ewa Zając' } as const
    await requestAudit(own, by)
    for (const question of auditQuestions) await answerQuestion(own, { question, answer: 'x', by })
  })
  await measureAudit(clinic.db, clinic.clinicId)
  const page = await open('/start')
  await page.getByText('zrobiono 2 z 6').first().waitFor()
  expect(await titles(page, 'Teraz')).toEqual([
    '3. Włączyć rodzaje kontroli',
    '4. Podać usługi i godziny',
    '5. Podłączyć i sprawdzić kanał',
  ])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Zobacz, co to zmieni: Stomatologia' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('row', { name: /^Higienizacja zębów/ }).waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Włącz \d+ rodzaj/ }).press('Enter')
  await page.getByText('zrobiono 3 z 6').first().waitFor()
  await region(page, 'Zrobione').getByText('3. Włączyć rodzaje kontroli').waitFor()
})

test('it stands on Today until it is left for now; taken up again it is there as before', async () => {
  const today = await open('/today')
  await today.getByText(/^Start: zrobiono 3 z 6\. Teraz: /).waitFor()
  await expectAccessible(today)
  await today.getByRole('link', { name: 'Kontynuuj' }).press('Enter')
  await today.getByRole('button', { name: 'Nie teraz' }).press('Enter')
  await today.getByText(/^Odłożone: Ewa Zając, /).waitFor()
  await expectAccessible(today)
  const later = await open('/today')
  await later.getByRole('heading', { level: 1, name: 'Dziś' }).waitFor()
  await region(later, 'Następne w planie').waitFor()
  expect(await later.getByText(/^Start: zrobiono/).count()).toBe(0)
  clinic.clock.advance({ minutes: 5 })
  await today.getByRole('button', { name: 'Kontynuuj' }).press('Enter')
  await today.getByRole('button', { name: 'Nie teraz' }).waitFor()
  await later.reload()
  await later.getByText(/^Start: zrobiono 3 z 6/).waitFor()
})

test('who may only read sees the steps and leaves nothing', async () => {
  const page = await open('/start', { role: 'read_only', language: 'en' })
  await region(page, 'Now').waitFor()
  expect(await page.getByRole('button', { name: 'Not now' }).count()).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 1024, scheme: 'light' },
  { language: 'en', width: 360, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open('/start', { ...look, clinicId: fresh.clinicId })
  await expect.poll(async () => page.getByRole('region').count()).toBeGreaterThan(1)
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('a start that could not be loaded says what is safe and comes back by R', async () => {
  const page = await open('/start', {
    before: async (opened) =>
      opened.route('**/api/start', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać startu').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/start')
  await page.keyboard.press('KeyR')
  await region(page, 'Teraz').waitFor()
})
