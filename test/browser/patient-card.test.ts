import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { markDeceased } from '../../src/patients/mark-deceased.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { findOpenTimes } from '../../src/scheduling/find-open-times.ts'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, desk, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 6, daysSinceVisit: 220 })
const [anna, olga, jan, ewa, piotr] = clinic.patients
if (!(anna && olga && jan && ewa && piotr)) throw new Error('six patients')

await clinic.db.tenant(clinic.clinicId, async (tx) => {
  await tx
    .as('patients')
    .write.updateTable('patients.patient')
    .set({ full_name: 'Ольга Мельникова', language: 'ru' })
    .where('clinic_id', '=', clinic.clinicId)
    .where('id', '=', olga.id)
    .execute()
  await markDeceased(tx.as('patients'), { patientId: piotr.id, deceasedAt: null, actor: desk })
})
await clinic.start({ ...(await shippedDocument('recall')), holdOutShare: 0 })
await clinic.work()
await clinic.receipt(olga, 'delivered')
await clinic.say(olga, 'сколько стоит?')
await clinic.book(jan)

const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, ...who })
const card = (patient: { readonly id: string }) => `/patients/${patient.id}`
const region = (page: Page, name: string) => page.getByRole('region', { name })
const dialog = (page: Page) => page.getByRole('dialog')

test('a patient is found and booked by keyboard alone', async () => {
  const page = await open('/due-list')
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyP')
  await page.getByRole('row', { name: /Pacjent 0/ }).waitFor()
  await page.keyboard.press('Slash')
  await page.keyboard.type('Pacjent 0')
  await page.getByText('1 z 6').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('row', { name: /Pacjent 3/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('KeyJ')
  await page.locator('tr button:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Pacjent 0' }).waitFor()
  await region(page, 'Umówione wizyty').getByText('Nic nie jest umówione.').waitFor()
  await page.keyboard.press('KeyB')
  const times = dialog(page).getByRole('radiogroup', { name: 'Wolne terminy' })
  await times.getByRole('radio').nth(1).waitFor()
  await expectAccessible(page)
  await times.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  const time = await times.getByRole('radio').nth(1).getAttribute('aria-label')
  await dialog(page).getByRole('button', { name: 'Umów' }).press('Enter')
  await dialog(page).waitFor({ state: 'detached' })
  const visits = region(page, 'Umówione wizyty')
  await visits.getByText(time?.split(',')[0] ?? '', { exact: true }).waitFor()
  await visits.getByText('Jeszcze niepotwierdzona').waitFor()
  await region(page, 'Historia').getByText('Wizyta umówiona').waitFor()
})

test('a time that somebody else has taken brings fresh ones, and nothing is booked', async () => {
  const page = await open(card(ewa))
  await page.getByRole('button', { name: 'Umów' }).click()
  const times = dialog(page).getByRole('radiogroup').getByRole('radio')
  await times.first().check({ force: true })
  const taken = await times.first().getAttribute('aria-label')
  await takeFirstTime()
  await dialog(page).getByRole('button', { name: 'Umów' }).click()
  await dialog(page).getByText('Ten termin jest już zajęty. Oto najbliższe:').waitFor()
  await expect.poll(async () => times.first().getAttribute('aria-label')).not.toBe(taken)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await region(page, 'Umówione wizyty').getByText('Nic nie jest umówione.').waitFor()
})

/** Every chair that is free at the first open time goes to somebody else. */
async function takeFirstTime(): Promise<void> {
  const others = [anna, olga]
  let first: Temporal.Instant | undefined
  for (const other of others) {
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const scheduling = tx.as('scheduling')
      const [time] = await findOpenTimes(scheduling, {
        serviceId: clinic.hygiene,
        from: tx.now.add({ minutes: 1 }),
        to: tx.now.add({ hours: 24 * 30 }),
        limit: 1,
        order: 'soonest',
      })
      if (time === undefined || other === undefined) throw new Error('no open time')
      first ??= time.startsAt
      if (!time.startsAt.equals(first)) return
      const booked = await bookAppointment(scheduling, {
        patientId: other.id,
        serviceId: null,
        minutes: 45,
        startsAt: time.startsAt,
        resourceIds: [time.resourceId],
        via: 'staff',
        origin: null,
        subjectKey: null,
        actor: desk,
      })
      if (!booked.ok) throw new Error(booked.error.kind)
    })
  }
}

test('a visit is confirmed, moved and cancelled; cancelling asks first', async () => {
  const page = await open(card(jan))
  const visits = region(page, 'Umówione wizyty')
  const menu = visits.getByRole('button', { name: /^Zmień: wizyta/ })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Oznacz jako potwierdzoną' }).click()
  await visits.getByText('Potwierdzona').waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Przełóż' }).click()
  await dialog(page).getByRole('radio').last().check({ force: true })
  await dialog(page).getByRole('button', { name: 'Przełóż' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await region(page, 'Historia').getByText('Wizyta przełożona').waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: 'Odwołaj wizytę' }).click()
  await dialog(page).locator('button:focus', { hasText: 'Zostaw wizytę' }).waitFor()
  await dialog(page).getByRole('button', { name: 'Odwołaj wizytę' }).click()
  await visits.getByText('Nic nie jest umówione.').waitFor()
})

test('the history shows what was written, what came back, and why it was sent', async () => {
  const page = await open(card(olga))
  expect(await page.getByRole('heading', { level: 1, name: /Ольга/ }).getAttribute('lang')).toBe('ru')
  const history = region(page, 'Historia')
  await history.getByText('сколько стоит?').waitFor()
  await history.getByText('Zrozumiano jako: pytanie').waitFor()
  expect(await history.locator('[lang=ru]').count()).toBeGreaterThan(0)
  await history
    .getByRole('listitem')
    .filter({ hasText: 'Zaproszenie' })
    .getByRole('button', { name: 'Dlaczego wysłano' })
    .press('Enter')
  const why = page.getByRole('dialog', { name: 'Dlaczego wysłano' })
  await why.getByText('Zgoda jest w rejestrze').waitFor()
  await why.getByText('Poza godzinami bez wiadomości').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await history.getByRole('button', { name: 'Wizyty' }).click()
  await history.getByText('Wizyta się odbyła').waitFor()
  expect(await history.getByText('Zaproszenie').count()).toBe(0)
  await region(page, 'Kontakt i zgody').getByRole('button', { name: 'Dowody' }).click()
  await history.getByText('Zgoda udzielona').first().waitFor()
  expect(new URL(page.url()).search).toBe('?view=changes')
})

test('a conversation that waits leads to the inbox by M', async () => {
  const page = await open(card(olga))
  await region(page, 'Czeka na odpowiedź').getByText('Pytanie').waitFor()
  await page.keyboard.press('KeyM')
  await page.getByRole('heading', { level: 1, name: 'Skrzynka' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Ольга Мельникова' }).waitFor()
})

test('numbers are whole only for those who may call, and on request', async () => {
  const page = await open(card(ewa))
  const grid = region(page, 'Kontakt i zgody')
  await grid.getByText('+48 601 ··· 003').first().waitFor()
  expect(await grid.getByText(ewa.number).count()).toBe(0)
  await grid.getByRole('button', { name: 'Pokaż w całości' }).click()
  await grid.getByText(ewa.number).first().waitFor()
  const reader = await open(card(ewa), { role: 'read_only' })
  await region(reader, 'Kontakt i zgody').getByText('+48 601 ··· 003').first().waitFor()
  expect(await reader.getByRole('button', { name: /Pokaż w całości|Umów|Zadzwoń|^Zmień/ }).count()).toBe(0)
})

test('a due date is moved with a reason, and both dates are told', async () => {
  const page = await open(card(ewa))
  const recalls = region(page, 'Kontrole')
  await recalls.getByRole('button', { name: /^Zmień: / }).click()
  await page.getByRole('menuitem', { name: 'Zmień termin' }).click()
  await dialog(page).getByLabel('Nowy termin').fill('2027-05-10')
  await dialog(page).getByLabel('Uzasadnienie').fill('po leczeniu')
  await dialog(page).getByRole('button', { name: 'Zmień termin' }).click()
  await recalls.getByText('termin 10 maj 2027').waitFor()
  await recalls.getByText(/^przeniesiono z .*: Ewa Zając$/).waitFor()
  await recalls.getByText('„po leczeniu”').waitFor()
})

test('a death on record ends every way of writing, calling and booking', async () => {
  const page = await open(card(piotr))
  await page.getByText('W karcie odnotowano zgon.').waitFor()
  expect(await page.getByRole('button', { name: /Umów|Zadzwoń|Napisz|^Zmień: / }).count()).toBe(0)
  await expectAccessible(page)
})

test('a patient who is not there is said to be not there', async () => {
  const page = await open('/patients/00000000-0000-4000-8000-000000000000')
  await page.getByText('Nie ma takiego pacjenta').waitFor()
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
  { language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)('card and list are accessible and fit in $language, $width px, $scheme', async (look) => {
  const page = await open(card(olga), look)
  await page.getByText('сколько стоит?').waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
  await page.goto(`${server.address}/console/patients`)
  await page.getByRole('button', { name: /Ольга/ }).waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('what could not be loaded says what is safe and comes back by R', async () => {
  const page = await open(card(olga), {
    before: async (opened) =>
      opened.route(`**/api/patients/${olga.id}`, async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać karty').waitFor()
  await expectAccessible(page)
  await page.unroute(`**/api/patients/${olga.id}`)
  await page.keyboard.press('KeyR')
  await page.getByText('сколько стоит?').waitFor()
})
