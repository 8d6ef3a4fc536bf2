import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { applyReceipt } from '../../src/outreach/apply-receipt.ts'
import { createLoopbackChannel } from '../../src/outreach/channels/loopback/loopback-channel.ts'
import { runTests } from '../../src/outreach/test-message/run-tests.ts'
import { expectAccessible } from '../support/browser.ts'
import { channelsClinic } from '../support/channels-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await channelsClinic(database.connection, 'Klinika Klonowa')
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

/** What the worker does: hands over what is due, by a carrier that takes everything. */
const carrier = createLoopbackChannel({
  kind: 'sms',
  clock: clinic.clock,
  listeners: {
    onReceipt: async (receipt) =>
      clinic.db.tenant(clinic.clinicId, async (tx) => {
        await applyReceipt(tx.as('outreach'), clinic.accountId, receipt)
      }),
    onInbound: async () => undefined,
  },
  receiptsBy: 'caller',
})
const handOver = async () =>
  runTests(clinic.db, clinic.clinicId, {
    channels: new Map([[clinic.accountId, { channel: carrier, sender: 'KLONOWA', replyTo: null }]]),
    leaseSeconds: 60,
  })

const path = '/settings/channels'
const open = async (where: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(where, { isKnown: true, role: 'manager', ...who })
const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })
const panel = (page: Page, name = 'Konto') => page.getByRole('complementary', { name })

test('each account says whether it works, what waits there and what is held', async () => {
  const page = await open(path)
  await row(page, /KLONOWA SMS przez SMPP.*Działa.*3 2 2 docierają.*0,09/).waitFor()
  await row(page, /recepcja@klonowa.*Brak połączenia.*nie docierają/).waitFor()
  await row(page, /\+48221112233.*Nie otwiera się/).waitFor()
  await row(page, /newsletter.*Wstrzymane/).waitFor()
  expect(await row(page, /KLON-OLD/).count()).toBe(0)
  await page.getByText('Wiadomości z linkiem czekają.').waitFor()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Zakończone 1' }).click()
  await row(page, /KLON-OLD.*Zakończone/).waitFor()
})

test('an account is read whole beside the list, by keyboard: what is wrong and what to do', async () => {
  const page = await open('/today', { language: 'en' })
  await page.keyboard.press('KeyG')
  await page.keyboard.press('KeyL')
  await row(page, /KLONOWA/).waitFor()
  await page.keyboard.press('KeyJ')
  const facts = panel(page, 'Account')
  await facts.getByText('1: Quiet hours').waitFor()
  await facts.getByText('1: The link in it opens for nobody outside the clinic').waitFor()
  await facts.getByText('The oldest should have gone out on Tue 24 Nov 09:20.').waitFor()
  await facts.getByText('in KEMBALI_SECRET_CARRIER').waitFor()
  await page.keyboard.press('KeyJ')
  await facts.getByText('The provider does not accept user or password.').waitFor()
  await facts.getByText(/535 5\.7\.8 Authentication credentials invalid/).waitFor()
  await page.keyboard.press('KeyJ')
  await facts.getByText(/KEMBALI_SECRET_RESERVE is not set/).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await facts.waitFor({ state: 'detached' })
})

test('a test message is sent by keyboard alone and followed until it has arrived', async () => {
  const page = await open(path)
  await row(page, /KLONOWA/).waitFor()
  await page.keyboard.press('KeyJ')
  const facts = panel(page)
  await facts.getByLabel('Numer komórkowy').waitFor()
  await page.keyboard.press('KeyM')
  await page.keyboard.press('Enter')
  await facts.getByText('Proszę podać, dokąd wysłać próbę.').waitFor()
  await page.keyboard.type('22 123 45 67')
  await page.keyboard.press('Enter')
  await facts.getByText('To nie jest numer komórkowy.').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('ControlOrMeta+KeyA')
  await page.keyboard.type('602 345 678')
  await page.keyboard.press('Enter')
  const result = facts.getByRole('status')
  await result.getByText('Czeka').waitFor()
  await result.getByText(/\+48 602 ··· 678, Ewa Zając/).waitFor()
  expect(await handOver()).toBe(1)
  await result.getByText('Wysłano').waitFor()
  expect(carrier.arrived.at(-1)?.text).toBe(
    'Klinika Klonowa: to jest wiadomość próbna. Nie trzeba odpowiadać.',
  )
  clinic.clock.advance({ minutes: 1 })
  await carrier.deliverDue(clinic.clock.now())
  await result.getByText('Dostarczono').waitFor()
  await expectAccessible(page)
})

test('a test that failed says why and what to do; one to somebody who wants no messages is not sent', async () => {
  const page = await open(`${path}?open=${clinic.accountId}`, { language: 'en', width: 360 })
  const field = page.getByLabel('Mobile number')
  await field.fill('+48 600 000 004')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByRole('status').getByText('Waiting', { exact: true }).waitFor()
  await handOver()
  await page.getByText('The provider refused it.').waitFor()
  await expectAccessible(page)
  const before = carrier.arrived.length
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.as('patients').run(sql`
      insert into patients.consent (clinic_id, id, contact_point_id, channel, purpose, state, at, zone, method, evidence)
      select clinic_id, id, id, 'sms', 'all', 'withdrawn', ${clinic.clock.now()}::timestamptz, 'Europe/Warsaw', 'sms', 'STOP'
      from patients.contact_point where clinic_id = ${clinic.clinicId} and value = '+48601000006'`),
  )
  await field.fill('601 000 006')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Nothing was sent: take another one.').waitFor()
  expect(await handOver()).toBe(0)
  expect(carrier.arrived.length).toBe(before)
})

test('an account is paused, resumed and ended, each after what waits there was read', async () => {
  const page = await open(`${path}?open=${clinic.accountId}`, { width: 360 })
  await page.getByRole('button', { name: 'Wstrzymaj' }).click()
  const dialog = page.getByRole('dialog', { name: 'Wstrzymać „KLONOWA”?' })
  await dialog.getByText('5 czekających wiadomości zostanie wstrzymanych.').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Wstrzymaj' }).click()
  await page.getByRole('button', { name: 'Wznów' }).click()
  await page
    .getByRole('dialog', { name: /Wznowić/ })
    .getByRole('button', { name: 'Wznów' })
    .click()
  await page.getByRole('button', { name: 'Zakończ…' }).click()
  const ending = page.getByRole('dialog', { name: 'Zakończyć „KLONOWA”?' })
  await ending.getByText(/żadne inne konto go nie zastąpi.*5 czekających wiadomości nie wyjdzie/).waitFor()
  // The safe way has the focus.
  await page.keyboard.press('Enter')
  await ending.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Wstrzymaj' }).waitFor()
})

test('an account is added by keyboard; what does not hold is said at its field', async () => {
  const page = await open(path, { language: 'en' })
  await row(page, /KLONOWA/).waitFor()
  await page.keyboard.press('KeyN')
  await page.getByLabel('Sender name or number').waitFor()
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByText('Write the name of the provider’s server.').waitFor()
  await expectAccessible(page)
  // The first field that is wrong has the focus.
  await page.keyboard.type('Klinika Klonowa')
  await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1')
  await page.getByLabel('User (system_id)').fill('klonowa')
  await page.getByLabel('Name of the password').fill('nowhere')
  await page.getByText('KEMBALI_SECRET_CHANNEL_NOWHERE').waitFor()
  await page.getByText('is not set on the server').waitFor()
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByText('Write a number such as +48221234567').waitFor()
  await page.getByLabel('Sender name or number').fill('KLON-NEW')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByText('The server has no password of this name').waitFor()
  await page.getByLabel('Name of the password').fill('')
  await page.keyboard.press('ControlOrMeta+Enter')
  await panel(page, 'Account').getByText('KLON-NEW').waitFor()
  await row(page, /KLON-NEW/).waitFor()
})

test('what was written is not left by accident', async () => {
  const page = await open(`${path}/new`, { language: 'en' })
  await page.getByLabel('Sender name or number').fill('KLON')
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await page.getByLabel('Sender name or number').inputValue()).toBe('KLON')
})

test.each([
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 1440, scheme: 'light' },
  { language: 'ms', width: 360, scheme: 'light' },
] as const)('the form is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(`${path}/new`, look)
  await page.getByRole('radio').nth(1).check()
  await page.getByText('recepcja@klinika.example').waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('who does not manage the clinic has no such page', async () => {
  const page = await open('/today', { role: 'front_desk' })
  expect(await page.getByRole('link', { name: 'Kanały' }).count()).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'en', width: 360, scheme: 'light' },
  { language: 'ru', width: 1440, scheme: 'dark' },
  { language: 'ms', width: 1024, scheme: 'light' },
] as const

test.each(looks)('it is accessible and fits in $language, $width px, $scheme', async (look) => {
  const page = await open(path, look)
  const name = page.getByRole('button', { name: 'KLONOWA' }).first()
  await name.waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
  await name.click()
  await page.getByText('smpp.carrier.example:2775').waitFor()
  await expectAccessible(page)
})

test('a list that could not be loaded says so and comes back by R', async () => {
  const page = await open(path, {
    before: async (opened) =>
      opened.route('**/api/channels', async (route) => route.fulfill({ status: 500, json: {} })),
  })
  await page.getByText('Nie udało się wczytać kanałów').waitFor()
  await expectAccessible(page)
  await page.unroute('**/api/channels')
  await page.keyboard.press('KeyR')
  await row(page, /KLONOWA/).waitFor()
})
