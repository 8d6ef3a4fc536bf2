import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { countSavedAudience } from '../../src/campaigns/count-saved-audience.ts'
import { createCampaign } from '../../src/campaigns/create-campaign.ts'
import type { AudienceDocument } from '../../src/campaigns/rules/audience-document.ts'
import { saveAudience } from '../../src/campaigns/save-audience.ts'
import { loadOutreachPacks } from '../../src/main/worker/load-packs.ts'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 40 })
const { packs, rules } = await loadOutreachPacks()
const recall = await shippedDocument('recall')

const hygiene: AudienceDocument = {
  programme: { kind: 'recall', recallTypes: ['dental_hygiene'], enrolFromDays: -90, enrolUntilDays: 90 },
  criteria: {
    kind: 'all',
    of: [
      { kind: 'age', from: 30, to: 65 },
      { kind: 'next_visit', has: false },
    ],
  },
}
const everybody: AudienceDocument = { programme: { kind: 'one_off' } }

async function save(name: string, document: AudienceDocument): Promise<string> {
  return clinic.db.tenant(clinic.clinicId, async (tx) => {
    const saved = await saveAudience(tx.as('campaigns'), { audienceId: null, name, document, actor: desk })
    if (!saved.ok) throw new Error(saved.error.kind)
    return saved.value.id
  })
}

const hygieneId = await save('Higiena 30–65, nic nieumówione', hygiene)
await save('Wszyscy pacjenci', everybody)
await clinic.db.tenant(clinic.clinicId, async (tx) => {
  await countSavedAudience(tx.as('campaigns'), { audienceId: hygieneId, rules })
  const made = await createCampaign(tx.as('campaigns'), {
    campaign: {
      name: 'Jesienna higiena',
      document: { ...recall, audience: { kind: 'saved', audienceId: hygieneId, version: 1 } },
    },
    packs,
    actor: desk,
  })
  if (!made.ok) throw new Error(made.error.kind)
})
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { role: 'manager', isKnown: true, ...who })
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const panel = (page: Page, label = 'Szczegóły') => page.getByRole('complementary', { name: label })

test('the list says who is meant, how many they were and who uses them', async () => {
  const page = await open('/audiences')
  await row(page, 'Higiena').getByText('40', { exact: true }).waitFor()
  await row(page, 'Higiena').getByText('Jesienna higiena').waitFor()
  await row(page, 'Wszyscy').getByText('jeszcze nie policzono').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('KeyJ')
  await panel(page)
    .getByText(/którzy mają 30–65 lat/)
    .waitFor()
  await panel(page).getByRole('link', { name: 'Jesienna higiena' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('KeyJ')
  await panel(page).getByText('Wszyscy pacjenci').first().waitFor()
  await panel(page).getByRole('button', { name: 'Policz teraz' }).click()
  await row(page, 'Wszyscy').getByText('40', { exact: true }).waitFor()
})

test('an audience is found by a part of its name, and a name that nobody has says what to do', async () => {
  const page = await open('/audiences', { language: 'en' })
  await row(page, 'Higiena').waitFor()
  await page.keyboard.press('Slash')
  await page.keyboard.type('wszyscy')
  await expect.poll(async () => page.locator('tbody tr').count()).toBe(1)
  expect(page.url()).not.toContain('wszyscy')
  await page.keyboard.type(' nie')
  await page.getByText('Without the search and filters there are 2 audiences.').waitFor()
  await page.getByRole('button', { name: 'Show all audiences' }).click()
  await row(page, 'Higiena').waitFor()
  await page.keyboard.press('KeyF')
  await page.getByRole('menuitem', { name: 'One-off' }).click()
  await expect.poll(async () => page.locator('tbody tr').count()).toBe(1)
  expect(page.url()).toContain('programme=one_off')
})

test('ending an audience says who goes on using it, and is done by those who may', async () => {
  const id = await save('Na chwilę', everybody)
  const page = await open(`/audiences?open=${id}`)
  await panel(page).getByRole('button', { name: 'Zakończ' }).click()
  const dialog = page.getByRole('dialog', { name: 'Zakończyć „Na chwilę”?' })
  await dialog.getByText('Nie używa jej żadna kampania.').waitFor()
  await dialog.getByRole('button', { name: 'Zakończ „Na chwilę”' }).click()
  await page.getByText('„Na chwilę” nie jest już do wyboru').waitFor()
  await expect.poll(async () => page.locator('tbody tr').count()).toBe(2)
  const reader = await open(`/audiences?open=${hygieneId}`, { role: 'front_desk' })
  await panel(reader).getByRole('button', { name: 'Policz teraz' }).waitFor()
  expect(await panel(reader).getByRole('button', { name: 'Zakończ' }).count()).toBe(0)
})

test.each([
  ['pl', 'light'],
  ['ru', 'dark'],
  ['ms', 'light'],
  ['en', 'dark'],
] as const)('on a narrow screen nothing spills: %s, %s', async (language, scheme) => {
  const page = await open('/audiences', { width: 360, language, scheme })
  await page.getByText('Higiena 30–65, nic nieumówione').waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})
