import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { conversationClinic } from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'
import type { TestPatient } from '../support/outreach-clinic.ts'

const database = await testDatabase()
const clinic = await conversationClinic(database.connection, { patients: 9 })
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

function at(index: number): TestPatient {
  const patient = clinic.patients[index]
  if (patient === undefined) throw new Error('nine patients')
  return patient
}

/** An e-mail address with consent, beside the number, and an account to send by. */
async function giveAddress(patient: TestPatient): Promise<void> {
  const { db, clinicId } = clinic
  await db.tenant(clinicId, async (tx) => {
    await tx.run(sql`
      insert into outreach.account (clinic_id, id, channel, provider, sender, settings, created_at)
      values (${clinicId}, ${clinicId}, 'email', 'loopback', 'recepcja@klonowa.example', '{}', ${tx.now}) on conflict do nothing`)
    await tx.run(sql`
      insert into patients.contact_point (clinic_id, id, kind, value, created_at)
      values (${clinicId}, ${patient.id}, 'email', ${`olga.${patient.number.slice(-3)}@poczta.example`}, ${tx.now})`)
    await tx.run(sql`
      insert into patients.patient_contact (clinic_id, patient_id, contact_point_id, use) values (${clinicId}, ${patient.id}, ${patient.id}, 'home')`)
    await tx.run(sql`
      insert into patients.consent (clinic_id, id, contact_point_id, patient_id, channel, purpose, state, at, zone, method, evidence)
      values (${clinicId}, ${patient.id}, ${patient.id}, ${patient.id}, 'any', 'visit_admin', 'given', ${tx.now}, 'Europe/Warsaw', 'import', 'test')`)
  })
}

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { isKnown: true, ...who })
const card = (patient: TestPatient) => `/patients/${patient.id}`

test('a patient is written to from the card by keyboard alone', async () => {
  const anna = at(0)
  const page = await open(card(anna))
  await page.getByRole('button', { name: 'Napisz' }).waitFor()
  await page.keyboard.press('KeyM')
  await page.getByRole('heading', { level: 1, name: 'Skrzynka' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Pacjent 0' }).waitFor()
  await page.getByText('Pod tym numerem nie było jeszcze rozmowy.').waitFor()
  await page.locator('#inbox-reply:focus').waitFor()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Wiadomość' }).focus()
  await page.keyboard.type('Klonowa: prosimy o telefon w sprawie wizyty.')
  await page.getByText('1 część, 44 z 160 znaków').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Wiadomość jest w drodze').waitFor()
  await page.getByRole('log').getByText('Klonowa: prosimy o telefon').waitFor()
  await page.getByRole('heading', { level: 2, name: 'Pacjent 0' }).waitFor()
  expect(await clinic.deliver(anna.number)).toEqual(['Klonowa: prosimy o telefon w sprawie wizyty.'])
  await page.getByRole('tab', { name: 'Moje 1' }).waitFor()
  expect(new URL(page.url()).search).not.toContain(anna.number.slice(1))

  await clinic.hear('dzwonię jutro', anna.number)
  await page.goto(`${server.address}/console${card(anna)}`)
  await page.getByRole('region', { name: 'Czeka na odpowiedź' }).waitFor()
  await page.keyboard.press('KeyM')
  await page.getByRole('log').getByText('dzwonię jutro').waitFor()
  await page.locator('#inbox-reply:focus').waitFor()
})

test('in Russian: where there is a choice, SMS stands first and e-mail is one key away', async () => {
  const olga = at(1)
  await giveAddress(olga)
  const page = await open(card(olga), { language: 'ru' })
  await page.getByRole('button', { name: 'Написать' }).waitFor()
  await page.keyboard.press('KeyM')
  await page.getByRole('menuitem').first().waitFor()
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
    'СМС: +48 601 ··· 001',
    'Почта: o···@poczta.example',
  ])
  await page.locator('[role=menuitem]:focus', { hasText: 'СМС' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('Ответ придёт на почту клиники.').waitFor()
  await page.locator('#inbox-reply:focus').waitFor()
  await page.keyboard.type('Здравствуйте! Это Klonowa.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Сообщение отправляется').waitFor()
})

test('nobody is written to who does not want it or cannot be reached, and the button says why', async () => {
  const [stopped, unreached] = [at(2), at(3)]
  await clinic.hear('STOP', stopped.number)
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.run(sql`
      update patients.patient_contact set ended_at = ${tx.now} where clinic_id = ${clinic.clinicId} and patient_id = ${unreached.id}`),
  )
  const page = await open(card(stopped))
  const button = page.getByRole('button', { name: 'Napisz' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
  const why = await button.evaluate((element) => element.parentElement?.textContent ?? '')
  expect(why.replaceAll('\u00a0', ' ')).toContain('Rezygnacja z wiadomości')
  await expectAccessible(page)
  await page.keyboard.press('KeyM')
  await page.getByRole('heading', { level: 1, name: 'Pacjent 2' }).waitFor()
  await page.goto(`${server.address}/console${card(unreached)}`)
  await page.getByText('Brak numeru i adresu e-mail').waitFor()
  expect(await page.getByRole('button', { name: 'Napisz' }).isDisabled()).toBe(true)
  const reader = await open(card(at(4)), { role: 'read_only' })
  await reader.getByRole('heading', { level: 1, name: 'Pacjent 4' }).waitFor()
  expect(await reader.getByRole('button', { name: 'Napisz' }).count()).toBe(0)
})

test('what is written at night says when it leaves', async () => {
  clinic.clock.advance({ hours: 13 })
  // Whoever was signed in has been idle for thirteen hours.
  const page = await open(card(at(5)), { isKnown: false })
  await page.getByRole('button', { name: 'Napisz' }).click()
  await page.getByRole('textbox', { name: 'Wiadomość' }).fill('Klonowa: dzień dobry')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Wiadomość wyjdzie śr. 25 lis 08:00').waitFor()
  expect(await clinic.deliver(at(5).number)).toEqual([])
})

const looks = [
  { index: 6, language: 'pl', width: 360, scheme: 'dark' },
  { index: 7, language: 'ru', width: 1440, scheme: 'dark' },
  { index: 8, language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)(
  'choice and conversation fit in $language, $width px, $scheme',
  async ({ index, ...look }) => {
    await giveAddress(at(index))
    const page = await open(card(at(index)), { ...look, isKnown: false })
    await page.getByRole('heading', { level: 1, name: `Pacjent ${index}` }).waitFor()
    await page.keyboard.press('KeyM')
    await page.getByRole('menuitem').first().waitFor()
    expect(await spills(page)).toBe(false)
    await expectAccessible(page)
    await page.getByRole('menuitem').first().click()
    await page.locator('#inbox-reply:focus').waitFor()
    expect(await spills(page)).toBe(false)
    await expectAccessible(page)
  },
)
