import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addStaff } from '../../src/clinic/add-staff.ts'
import type { StaffRole } from '../../src/clinic/rules/actor.ts'
import { startServer } from '../../src/main/http/start-server.ts'
import { readConfig } from '../../src/platform/config/read-config.ts'
import { openLog } from '../../src/platform/log/log.ts'
import type { Language } from '../../src/platform/rules/language.ts'
import { expectAccessible, openPage, type Visitor } from '../support/browser.ts'
import { type CampaignClinic, campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { buildConsole } from './pretend-server.ts'

const password = 'a long sentence is easy'
const folder = mkdtempSync(join(tmpdir(), 'kembali-campaigns-'))
const log = openLog('silent')
const built = join(folder, 'console')
await buildConsole(built)
const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 80 })
const config = readConfig({ KEMBALI_LOG_LEVEL: 'silent' }, { dataDir: folder })
if (!config.ok) throw new Error(config.error.join('\n'))
const runtime = {
  config: config.value,
  log,
  db: clinic.db,
  connection: database.connection,
  close: async () => undefined,
}
const server = await startServer(runtime, { host: '127.0.0.1', port: 0 })

afterAll(async () => {
  await server.close()
  await clinic.db.close()
  rmSync(folder, { recursive: true, force: true })
})

let colleagues = 0

/** A colleague of that role, signed in and on the page. */
async function open(
  path: string,
  who: Visitor & { readonly role?: StaffRole; readonly language?: Language } = {},
): Promise<Page> {
  const { role = 'manager', language = 'pl', ...visitor } = who
  colleagues += 1
  const email = `ewa${colleagues}@klonowa.example`
  const user = await server.auth.createUser({ name: 'Ewa Zając', email, password })
  if (user === null) throw new Error('the address is taken')
  const person = { authUserId: user.id, name: 'Ewa Zając', email, role, language }
  await clinic.db.tenant(clinic.clinicId, async (tx) =>
    addStaff(tx.as('clinic'), { person, actor: { kind: 'system', name: 'test' } }),
  )
  const page = await openPage({ width: 1440, locale: language, ...visitor })
  // The console of this test's own build: another test may be building the one that the server serves.
  await page.route(`${server.address}/console/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const file = extname(pathname) === '' ? 'index.html' : pathname.replace('/console/', '')
    await route.fulfill({ path: join(built, file) })
  })
  await page.goto(`${server.address}/console/`)
  const signedIn = await page.request.post(`${server.address}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { 'x-kembali': '1', origin: server.address },
  })
  expect(signedIn.status()).toBe(200)
  await page.goto(`${server.address}/console${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function spills(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}

async function campaignRows(of: CampaignClinic) {
  return of.db.tenant(of.clinicId, async (tx) =>
    tx.sql<{ id: string; name: string; state: string; version: number; enrolled: number }>(sql`
      select c.id, c.name, c.state, c.version,
        (select count(*)::int from campaigns.enrolment e where e.clinic_id = c.clinic_id and e.campaign_id = c.id) as enrolled
      from campaigns.campaign c where c.clinic_id = ${of.clinicId} order by c.created_at, c.id`),
  )
}

test('a manager goes from nothing to a running campaign: whom, what, start', {
  timeout: 60_000,
}, async () => {
  const page = await open('/campaigns')
  await page.getByText('Nie ma jeszcze kampanii').waitFor()
  await page.getByText('Do umówienia: 80 pacjentów.', { exact: false }).waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Zacznij od „Wizyty kontrolne”' }).click()
  await page.getByText('80 z 80 pasujących').waitFor()
  await page.getByRole('button', { name: 'Wiek: w każdym wieku' }).click()
  await page.getByLabel('Od (lat)').fill('50')
  await page.getByText('0 z 0 pasujących').waitFor()
  await page.getByLabel('Od (lat)').fill('18')
  await page.getByText('80 z 80 pasujących').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByText('Zapisano jako wersję 2').waitFor()

  await page.getByRole('button', { name: /^Zaproszenie/ }).click()
  const preview = page.getByRole('complementary', { name: 'Podgląd' })
  await preview.getByText(/1\) .+, 2\) /).waitFor()
  await page.getByText('rezerwuje ten termin').first().waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Uruchom' }).click()
  const dialog = page.getByRole('dialog', { name: 'Uruchomić „Wizyty kontrolne”?' })
  await dialog.getByText('Grupy porównawczej nie ma', { exact: false }).waitFor({ state: 'detached' })
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Uruchom dla \d+ pacjentów$/ }).click()
  await page.getByRole('heading', { name: 'Od listy do fotela' }).waitFor()
  const [campaign] = await campaignRows(clinic)
  expect(campaign).toMatchObject({ name: 'Wizyty kontrolne', state: 'running', version: 2, enrolled: 80 })
})

test('the result shows who was sent to and who booked, and claims nothing it cannot prove', async () => {
  await clinic.work()
  // Some were drawn into the hold-out: whoever was written to can answer.
  const invited = clinic.patients.find(({ number }) => number === clinic.given[0]?.to)
  if (invited === undefined) throw new Error('nobody was written to')
  clinic.clock.advance({ hours: 1 })
  await clinic.say(invited, '1')
  clinic.clock.advance({ hours: 1 })
  const page = await open('/campaigns', { language: 'ru', scheme: 'dark' })
  await page.getByRole('button', { name: 'Wizyty kontrolne' }).click()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'От списка до кресла' }).waitFor()
  await page.getByText('Пока мало данных').first().waitFor()
  const sent = new Set(clinic.given.map(({ to }) => to)).size
  await page.getByRole('row', { name: new RegExp(`^Отправлено .*${sent}`) }).waitFor()
  await page.getByRole('row', { name: /^Записаны 1\b/ }).waitFor()
  await page.getByText('Прямо из сообщения: 1 запись.', { exact: false }).waitFor()
  await expectAccessible(page)
})

test('a campaign is paused and gone on with by keyboard alone', async () => {
  const page = await open('/campaigns')
  await page.getByRole('button', { name: 'Wizyty kontrolne' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Wstrzymaj' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Wstrzymać „Wizyty kontrolne”?' })
  await dialog.getByRole('button', { name: /Nie wstrzymuj/ }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect((await campaignRows(clinic))[0]?.state).toBe('running')
  await page.getByRole('button', { name: 'Wstrzymaj' }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Kampania wstrzymana').waitFor()
  expect((await campaignRows(clinic))[0]?.state).toBe('paused')
  await page.getByRole('button', { name: 'Wznów' }).click()
  await page.getByRole('button', { name: /^Wznów dla/ }).click()
  await page.getByText('Kampania wznowiona').waitFor()
  expect((await campaignRows(clinic))[0]?.state).toBe('running')
})

test('who may not run campaigns reads the plan and finds no button that changes it', async () => {
  const [campaign] = await campaignRows(clinic)
  const page = await open(`/campaigns/${campaign?.id ?? ''}?tab=plan`, { role: 'front_desk' })
  await page.getByText('Ten plan można przeczytać, ale nie zmienić.').waitFor()
  expect(await page.getByRole('button', { name: /^(Wstrzymaj|Zakończ|Zapisz|Wiek)/ }).count()).toBe(0)
  await expectAccessible(page)
})

const looks = [
  { language: 'ru', width: 360, scheme: 'light' },
  { language: 'ms', width: 1024, scheme: 'dark' },
] as const

test.each(looks)('every page fits and is accessible in $language, $width px, $scheme', async (look) => {
  const id = await clinic.start(
    await shippedDocument('reactivation'),
    `Powrót ${look.language} ${look.width}`,
  )
  const page = await open('/campaigns', look)
  for (const path of [
    '',
    `/${id}`,
    `/${id}?tab=plan`,
    `/${id}?tab=plan&part=invitation`,
    `/${id}?tab=plan&part=limits`,
    `/${id}?tab=versions`,
  ]) {
    await page.goto(`${server.address}/console/campaigns${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    expect(await spills(page), path).toBe(false)
  }
})
