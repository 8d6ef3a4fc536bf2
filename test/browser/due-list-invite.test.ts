import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { narrowCampaign } from '../support/invitation-room.ts'

const database = await testDatabase()
const first = await campaignClinic(database.connection, { patients: 1, name: 'Klinika 0' })
const server = await consoleServer(first, database.connection)
const opened: CampaignClinic[] = [first]
let clinic: CampaignClinic

// Each story has a clinic of its own: sixty who are five weeks overdue, and a campaign that leaves them to staff.
beforeEach(async () => {
  const name = `Klinika ${opened.length}`
  clinic = await campaignClinic(database.connection, { patients: 60, daysSinceVisit: 220, name })
  opened.push(clinic)
})
afterAll(async () => {
  await server.close()
  for (const one of opened) await one.db.close()
})

async function open(path: string, who: Parameters<typeof server.open>[1] = {}): Promise<Page> {
  const page = await server.open(path, { clinicId: clinic.clinicId, ...who })
  await page.getByRole('checkbox').nth(1).waitFor()
  return page
}

const dialog = (page: Page) => page.getByRole('dialog')
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`${name}\\b`) })
const focused = (page: Page, text: string) => page.locator('button:focus', { hasText: text })

test('two rows are invited by keyboard alone, and a second time nobody is', async () => {
  await clinic.start(await narrowCampaign(), 'Jesienne kontrole')
  const page = await open('/due-list')
  for (const _ of [1, 2]) {
    await page.keyboard.press('KeyJ')
    await page.keyboard.press('KeyX')
  }
  await page.getByText('Zaznaczono 2').waitFor()
  await page.keyboard.press('KeyI')
  await dialog(page).getByText('Do kampanii dołączy 2 pacjentów.').waitFor()
  await dialog(page).getByText('Jesienne kontrole').waitFor()
  await dialog(page).getByText('wt. 24 lis 10:00').waitFor()
  await focused(page, 'Anuluj').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await focused(page, 'Zaproś 2 pacjentów').waitFor()
  await page.keyboard.press('Enter')
  await dialog(page).getByText('Zaproszono 2 pacjentów').waitFor()
  await focused(page, 'Zamknij').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByText('Kampania: wt. 24 lis 10:00').nth(1).waitFor()
  expect(await page.getByText('Zaznaczono').count()).toBe(0)
  await clinic.work()
  expect(clinic.given).toHaveLength(2)

  await page.keyboard.press('KeyI')
  await dialog(page).getByRole('row', { name: 'Już w tej kampanii 1' }).waitFor()
  await dialog(page).getByText('Nikogo nie można zaprosić.').waitFor()
  expect(await dialog(page).getByRole('button', { name: 'Zaproś' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
  await page.locator('tr[aria-current=true]').waitFor()
})

test('in Russian: the whole list, into one of two campaigns, and the hold-out only when it is asked for', async () => {
  const drawn = { ...(await shippedDocument('recall')), holdOutShare: 0.5 }
  await clinic.start(drawn, 'Осенняя')
  const heldOut = await enrolled('hold_out')
  await clinic.start(await narrowCampaign({ key: 'other' }), 'Вторая')
  const page = await open('/due-list', { language: 'ru' })
  await page.getByRole('checkbox', { name: 'Выделить все строки на странице' }).check()
  await page.getByRole('button', { name: 'Выделить все (60)' }).click()
  await page.getByText('Выделены все: 60').waitFor()
  await page.getByRole('button', { name: 'Пригласить', exact: true }).click()
  await dialog(page).getByRole('combobox', { name: 'Кампания' }).click()
  await page.getByRole('option', { name: 'Вторая' }).click()
  await dialog(page)
    .getByRole('row', { name: `Контрольная группа другой кампании ${heldOut}` })
    .waitFor()
  await dialog(page).getByText('Пригласить никого нельзя.').waitFor()
  await dialog(page).getByRole('combobox', { name: 'Кампания' }).click()
  await page.getByRole('option', { name: 'Осенняя' }).click()
  await dialog(page)
    .getByRole('row', { name: `Контрольная группа этой кампании ${heldOut}` })
    .waitFor()
  await expectAccessible(page)
  await dialog(page)
    .getByRole('checkbox', { name: new RegExp(`${heldOut} пациент.* из контрольной группы`) })
    .check()
  await dialog(page)
    .getByRole('button', { name: new RegExp(`^Пригласить ${heldOut} пациент`) })
    .click()
  await dialog(page)
    .getByText(new RegExp(`^Приглаш(ён|ены|ено) ${heldOut} пациент`))
    .waitFor()
  await dialog(page)
    .getByRole('row', { name: `Уже в этой кампании ${60 - heldOut}` })
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Пригласить всех (60)' }).waitFor()
  expect(await enrolled('hold_out')).toBe(0)
})

async function enrolled(arm: 'contacted' | 'hold_out'): Promise<number> {
  const { db, clinicId } = clinic
  const rows = await db.tenant(clinicId, async (tx) =>
    tx
      .as('campaigns')
      .read.selectFrom('campaigns.enrolment')
      .select('id')
      .where('clinic_id', '=', clinicId)
      .where('arm', '=', arm)
      .execute(),
  )
  return rows.length
}

test('one person is invited from the panel and from the card, and the card tells who did it', async () => {
  await clinic.start(await narrowCampaign(), 'Jesienne kontrole')
  const page = await open('/due-list?sort=name')
  await row(page, 'Pacjent 0').getByRole('button').click()
  const panel = page.getByRole('complementary', { name: 'Szczegóły' })
  await panel.getByRole('button', { name: 'Zaproś' }).click()
  await page.getByRole('dialog', { name: 'Zaproszenie: Pacjent 0' }).waitFor()
  await dialog(page).getByRole('button', { name: 'Zaproś 1 pacjenta' }).click()
  await dialog(page).getByText('Zaproszono 1 pacjenta').waitFor()
  await page.keyboard.press('Enter')
  await panel.getByText('Kampania: wt. 24 lis 10:00').waitFor()

  await row(page, 'Pacjent 1').getByRole('button').dblclick()
  await page.getByRole('heading', { level: 1, name: 'Pacjent 1' }).waitFor()
  await page.keyboard.press('KeyI')
  await dialog(page).getByRole('button', { name: 'Zaproś 1 pacjenta' }).click()
  await dialog(page).getByText('Zaproszono 1 pacjenta').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Trwające kampanie' }).getByText('Jesienne kontrole').waitFor()
  const history = page.getByRole('region', { name: 'Historia' })
  await history.getByText('Ręczne zaproszenie do kampanii').waitFor()
  await history.getByText('Ewa Zając').first().waitFor()
})

test('where no campaign runs, the dialog says what to do and leads there', async () => {
  const page = await open('/due-list', { role: 'manager' })
  await page.keyboard.press('KeyI')
  await dialog(page).getByText('Żadna kampania nie jest w toku').waitFor()
  await expectAccessible(page)
  await dialog(page).getByRole('link', { name: 'Przejdź do kampanii' }).click()
  await page.waitForURL('**/console/campaigns')
})

test('a campaign that was paused meanwhile invites nobody, and says so', async () => {
  await clinic.start(await narrowCampaign(), 'Jesienne kontrole')
  const page = await open('/due-list')
  await page.keyboard.press('KeyI')
  const confirm = dialog(page).getByRole('button', { name: 'Zaproś 60 pacjentów' })
  await confirm.waitFor()
  await page.route('**/invitations', async (route) =>
    route.fulfill({ status: 409, json: { type: 'not_running', status: 409 } }),
  )
  await confirm.click()
  await dialog(page).getByText('Ta kampania nie jest już w toku. Nikogo nie zaproszono.').waitFor()
  expect(await enrolled('contacted')).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
  { language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)('the dialog is accessible and fits in $language, $width px, $scheme', async (look) => {
  await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0.5 }, 'Jesienne kontrole')
  const page = await open('/due-list', look)
  await page.keyboard.press('KeyI')
  await dialog(page).getByRole('checkbox').waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})
