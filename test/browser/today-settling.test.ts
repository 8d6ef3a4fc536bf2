import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { connectPracticeSystem } from '../../src/integrations/practice-system/connect-practice-system.ts'
import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts'
import { markPracticeState, noteCopiesThere } from '../../src/scheduling/practice-answer.ts'
import { staff } from '../support/booking-clinic.ts'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { type ConversationClinic, conversationClinic, givenVisit } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'

// What the practice system left open is settled on Today by whoever looked there.
const database = await testDatabase()
const first = await conversationClinic(database.connection, { patients: 3 })
const server = await consoleServer(first, database.connection)
const opened: ConversationClinic[] = [first]
afterAll(async () => {
  await server.close()
  for (const one of opened) await one.db.close()
})

const hours = ['09:00', '10:00', '11:00']

/** A visit tomorrow of each of the first patients, left open by the practice system in its own way. */
async function leftOpen(
  clinic: ConversationClinic,
  ...ways: readonly ('unanswered' | 'uncancelled' | 'copied')[]
): Promise<void> {
  for (const [index, way] of ways.entries()) {
    const patient = clinic.patients[index]
    if (patient === undefined) throw new Error('too few patients')
    const appointmentId = await givenVisit(clinic, patient, `2026-11-26T${hours[index]}:00Z`)
    await clinic.db.tenant(clinic.clinicId, async (tx) => {
      const scheduling = tx.as('scheduling')
      if (way === 'unanswered')
        await markPracticeState(scheduling, { appointmentId, of: 'booking', state: 'timed_out' })
      if (way === 'copied') {
        await markPracticeState(scheduling, { appointmentId, of: 'booking', state: 'confirmed' })
        await noteCopiesThere(scheduling, appointmentId)
      }
      if (way === 'uncancelled') {
        await cancelAppointment(scheduling, { appointmentId, by: 'staff', actor: staff })
        await markPracticeState(scheduling, { appointmentId, of: 'cancellation', state: 'timed_out' })
      }
    })
  }
}

async function another(): Promise<ConversationClinic> {
  const clinic = await conversationClinic(database.connection, { patients: 3 })
  opened.push(clinic)
  return clinic
}

const work = (page: Page) => page.getByRole('region', { name: /na osobę/ }).getByRole('listitem')
const dialog = (page: Page) => page.getByRole('dialog').first()

test('a booking without an answer is confirmed by keyboard alone', async () => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered')
  const page = await server.open('/today', { clinicId: clinic.clinicId })
  await work(page).first().waitFor()
  await page.keyboard.press('KeyW')
  await dialog(page).getByText('Czy ta wizyta jest w programie gabinetowym?').waitFor()
  await dialog(page).getByText('Pacjent 0').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Digit1')
  await page.getByText('Wizyta jest potwierdzona.').waitFor()
  await page.getByText('Nic nie czeka na osobę').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('giving up a time is asked once more, and becomes a refusal that needs another time', async () => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered')
  const page = await server.open('/today', { clinicId: clinic.clinicId })
  await work(page).first().waitFor()
  await page.keyboard.press('Enter')
  await dialog(page).getByText('Pacjent 0').waitFor()
  await page.keyboard.press('Digit3')
  const question = page.getByRole('dialog', { name: /Zwolnić termin/ })
  await question.getByRole('button', { name: 'Zachowaj termin' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Termin jest znów wolny.').waitFor()
  await work(page)
    .filter({ hasText: 'Odrzucona' })
    .getByRole('button', { name: /Wybierz termin/ })
    .waitFor()
})

test('sending again needs a connected practice system, and then leaves the list', async () => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered')
  const page = await server.open('/today', { clinicId: clinic.clinicId })
  await work(page).first().waitFor()
  await page.keyboard.press('KeyW')
  await dialog(page).getByText('Pacjent 0').waitFor()
  await page.keyboard.press('Digit2')
  await page.getByText('Żaden program gabinetowy nie jest teraz podłączony').waitFor()
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    connectPracticeSystem(tx.as('integrations'), {
      baseUrl: 'http://127.0.0.1:1/fhir',
      source: 'test',
      secretName: null,
      actor: staff,
    }),
  )
  await page.keyboard.press('Digit2')
  await page.getByText('Wysłano ponownie.').waitFor()
  await page.getByText('Nic nie czeka na osobę').waitFor()
})

test('what somebody else has settled meanwhile says so; what fails stays open', async () => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered')
  const page = await server.open('/today', { clinicId: clinic.clinicId })
  await work(page).first().waitFor()
  await page.keyboard.press('KeyW')
  await dialog(page).getByText('Pacjent 0').waitFor()
  await page.route('**/practice-answer', (route) => route.fulfill({ status: 500, json: {} }))
  await page.keyboard.press('Digit1')
  await page.getByText('Wystąpił błąd po stronie serwera.').waitFor()
  await page.unroute('**/practice-answer')
  await dialog(page).waitFor()
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const [open] = await tx.sql<{ id: string }>(
      sql`select id from scheduling.appointment where clinic_id = ${clinic.clinicId}`,
    )
    await markPracticeState(tx.as('scheduling'), {
      appointmentId: open?.id ?? '',
      of: 'booking',
      state: 'confirmed',
    })
  })
  await page.keyboard.press('Digit1')
  await page.getByText('Ktoś już to załatwił.').waitFor()
  await page.getByText('Nic nie czeka na osobę').waitFor()
})

test('who may only read is led to the card', async () => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered')
  const page = await server.open('/today', { clinicId: clinic.clinicId, role: 'read_only' })
  await work(page).first().waitFor()
  await page.keyboard.press('KeyW')
  await page.getByRole('heading', { level: 1, name: 'Pacjent 0' }).waitFor()
})

const looks = [
  { language: 'pl', width: 360, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 360, scheme: 'dark' },
  { language: 'en', width: 1440, scheme: 'light' },
] as const

test.each(looks)('each question fits in $language, $width px, $scheme', async (look) => {
  const clinic = await another()
  await leftOpen(clinic, 'unanswered', 'uncancelled', 'copied')
  const page = await server.open('/today', { ...look, clinicId: clinic.clinicId })
  await page.getByRole('listitem').first().waitFor()
  for (let row = 0; row < 3; row += 1) {
    await page.locator('li[data-id] button').nth(row).click()
    await dialog(page).getByRole('link').waitFor()
    await expectAccessible(page)
    expect(await spills(page)).toBe(false)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})
