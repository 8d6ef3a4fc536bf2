import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 6, daysSinceVisit: 220 })
await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const window = { width: 360, height: 780 }
const words = {
  en: { tools: 'List options', filter: 'Filter', save: 'Save this view', order: 'By name' },
  pl: { tools: 'Opcje listy', filter: 'Filtr', save: 'Zapisz ten widok', order: 'Według nazwiska' },
  ru: { tools: 'Параметры списка', filter: 'Фильтр', save: 'Сохранить этот вид', order: 'По имени' },
  ms: { tools: 'Pilihan senarai', filter: 'Tapis', save: 'Simpan paparan ini', order: 'Mengikut nama' },
} as const

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}): Promise<Page> => {
  const page = await server.open(path, { isKnown: true, ...window, ...who })
  await page.setViewportSize(window)
  return page
}

async function topOf(page: Page, selector: string): Promise<number> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`${selector} is not on screen`)
  return box.y
}

test.each([
  { language: 'en', scheme: 'light' },
  { language: 'pl', scheme: 'dark' },
  { language: 'ru', scheme: 'light' },
  { language: 'ms', scheme: 'dark' },
] as const)('the due list begins in the first quarter of a phone in $language, $scheme', async (look) => {
  const { tools, filter, save, order } = words[look.language]
  const page = await open('/due-list', look)
  await page.locator('main li').first().waitFor()
  expect(await topOf(page, 'main li')).toBeLessThanOrEqual(window.height / 4)
  expect(await spills(page)).toBe(false)
  // The open tab stands whole in the window, with its count; nothing lies over the row.
  const tab = page.getByRole('tab', { selected: true })
  await expect.poll(async () => tab.innerText()).toContain('6')
  const box = await tab.boundingBox()
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= window.width).toBe(true)
  const row = await page.getByRole('tablist').boundingBox()
  expect(row?.width).toBe(window.width)
  // Search, filter and menu share a line.
  const line = await Promise.all([
    page.getByRole('searchbox').boundingBox(),
    page.getByRole('button', { name: filter, exact: true }).boundingBox(),
    page.getByRole('button', { name: tools }).boundingBox(),
  ])
  expect(new Set(line.map((one) => one?.y)).size).toBe(1)
  await page.getByRole('button', { name: tools }).click()
  await page.getByRole('menuitem', { name: save }).waitFor()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: order }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=name')
})

test('the tools of the list keep their keys on a narrow screen', async () => {
  const page = await open('/due-list')
  await page.locator('main li').first().waitFor()
  await page.keyboard.press('KeyV')
  await page.getByRole('menuitem', { name: 'Zapisz ten widok' }).press('Enter')
  await page.getByRole('dialog', { name: 'Zapisanie widoku' }).getByLabel('Nazwa').fill('Moi')
  await page.keyboard.press('Enter')
  await page.getByText('Zapisano widok „Moi”').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('KeyD')])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  await page.keyboard.press('KeyF')
  await page.getByRole('menuitem', { name: 'rosyjski' }).click()
  // Only what is narrowed needs a line more, and says to how many.
  await page.getByText('0 z 6').waitFor()
  await page.getByRole('button', { name: /^Usuń filtr/ }).click()
  await page.locator('main li').first().waitFor()
})

test.each(['/patients', '/campaigns', '/settings/recall-types'])(
  '%s begins in the first quarter too, in Polish and Russian',
  async (path) => {
    for (const language of ['pl', 'ru'] as const) {
      const page = await open(path, { language, role: 'owner' })
      await page.locator('main li').first().waitFor()
      expect(await topOf(page, 'main li'), `${path} in ${language}`).toBeLessThanOrEqual(window.height / 4)
      expect(await spills(page)).toBe(false)
      await expectAccessible(page)
    }
  },
)
