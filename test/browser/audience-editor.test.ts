import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import type { AudienceDocument } from '../../src/campaigns/rules/audience-document.ts'
import type { Criterion } from '../../src/campaigns/rules/criteria/criterion.ts'
import { saveAudience } from '../../src/campaigns/save-audience.ts'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, desk } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 30 })
const server = await consoleServer(clinic, database.connection)
afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

const open = async (path: string, who: Parameters<typeof server.open>[1] = {}) =>
  server.open(path, { role: 'manager', isKnown: true, ...who })
const sentence = (page: Page) => page.getByRole('toolbar')
const chip = (page: Page, name: RegExp) => sentence(page).getByRole('button', { name })
/** Without the spoken names of chips and the places for more. */
const said = async (page: Page) =>
  page.evaluate<string>(`(() => {
    const copy = document.querySelector('[role=toolbar]').cloneNode(true)
    for (const extra of copy.querySelectorAll('.k-unseen, [data-look=add], style')) extra.remove()
    return copy.textContent.replace(/\\s+/g, ' ').trim()
  })()`)

async function save(name: string, document: AudienceDocument): Promise<string> {
  return clinic.db.tenant(clinic.clinicId, async (tx) => {
    const saved = await saveAudience(tx.as('campaigns'), { audienceId: null, name, document, actor: desk })
    if (!saved.ok) throw new Error(saved.error.kind)
    return saved.value.id
  })
}

const everybody: AudienceDocument = { programme: { kind: 'one_off' } }
const grownUp: AudienceDocument = { ...everybody, criteria: { kind: 'age', from: 18 } }

test('a sentence is built chip by chip, counted, saved, changed and saved as a second version', async () => {
  const page = await open('/audiences')
  await page
    .getByRole('button', { name: 'Nowa grupa odbiorców' })
    .or(page.getByRole('link', { name: 'Wybierz, kogo zaprosić' }))
    .click()
  await page.getByRole('heading', { name: 'Nowa grupa odbiorców' }).waitFor()
  expect(await page.getByRole('button', { name: /^Zapisz/ }).isDisabled()).toBe(true)
  await page.getByRole('radio', { name: 'Przypomnienia o kontroli' }).click()
  await page.getByText('30 z 30 pasujących').waitFor()
  await expectAccessible(page)

  await chip(page, /^i$/).click()
  await page.getByPlaceholder('Czego dotyczy warunek?').fill('wiek')
  await page.keyboard.press('Enter')
  await page.getByLabel('Od (lat)').fill('30')
  await page.getByLabel('Do (lat)').fill('65')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Dodaj/ }).click()
  await expect
    .poll(async () => said(page))
    .toContain('którzy nie mają umówionej wizyty i którzy mają 30–65 lat')
  // Nobody here is older than 46: the rest is an empty audience, and the page says what to do.
  await chip(page, /30–65/).click()
  await page.getByLabel('Od (lat)').fill('47')
  await page.getByText('Teraz nikt nie pasuje').waitFor()
  await page.getByRole('button', { name: 'Odwróć' }).click()
  await expect.poll(async () => said(page)).toContain('którzy nie mają 47–65 lat')
  await page.keyboard.press('Escape')
  await page.getByText('30 z 30 pasujących').waitFor()
  await page
    .getByRole('rowheader', { name: /^Pacjent/ })
    .first()
    .getByRole('link')
    .waitFor()

  await page.getByLabel('Nazwa').fill('Higiena bez terminu')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Zapisano „Higiena bez terminu” jako wersję 1').waitFor()
  await page.getByRole('heading', { name: 'Higiena bez terminu' }).waitFor()
  expect(page.url()).not.toContain('draft=')
  await chip(page, /47–65/).press('Delete')
  await page.getByRole('button', { name: /^Zapisz/ }).click()
  await page.getByText('Zapisano „Higiena bez terminu” jako wersję 2').waitFor()
  await page.getByRole('tab', { name: 'Wersje 2' }).click()
  await page.getByRole('row', { name: /47–65/ }).getByRole('button', { name: 'Wróć do wersji 1' }).click()
  await expect.poll(async () => said(page)).toContain('47–65')
  // The exact count of what is saved is kept for the list.
  const counted = page.waitForResponse((response) => /audiences\/[\w-]{36}\/count$/.test(response.url()))
  await page.getByRole('button', { name: 'Odrzuć zmiany' }).click()
  await expect.poll(async () => said(page)).not.toContain('47–65')
  await counted
  await page.goto(`${server.address}/console/audiences`)
  await page
    .getByRole('row', { name: /Higiena bez terminu/ })
    .getByText('30', { exact: true })
    .waitFor()
})

test('one that nobody saved goes into a campaign, which then holds it itself', async () => {
  const page = await open('/audiences/new')
  await page.getByRole('heading', { name: 'Nowa grupa odbiorców' }).waitFor()
  await page.getByRole('radio', { name: 'Przypomnienia o kontroli' }).click()
  await page.getByLabel('Nazwa').fill('Na próbę')
  await page.getByRole('button', { name: 'Użyj w kampanii' }).click()
  await page.getByRole('heading', { name: 'Na próbę', level: 1 }).waitFor()
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    const [made] = await tx.sql<{ audience: { kind: string; programme: { kind: string } } }>(sql`
      select v.document -> 'audience' as audience from campaigns.version v
      join campaigns.campaign c on c.clinic_id = v.clinic_id and c.id = v.campaign_id
      where v.clinic_id = ${tx.clinicId} and c.name = 'Na próbę'`)
    expect(made?.audience).toMatchObject({ kind: 'criteria', programme: { kind: 'recall' } })
  })
})

test('by keyboard alone: a condition, an alternative, none of them, and one taken out and back', async () => {
  const id = await save('By keyboard', grownUp)
  const page = await open(`/audiences/${id}`, { language: 'en' })
  await page.getByText('of 30 who match').waitFor()
  await chip(page, /^Age/).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.type('missed')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(async () => said(page))
    .toBe('Patients who are 18 years old or older and have at least 2 missed visits in the last 24 months')
  // The new chip has the focus: its alternative is one key away.
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'or …' }).press('Enter')
  await page.keyboard.type('emergencies')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => said(page))
    .toContain(
      'meet at least one of these conditions (have at least 2 missed visits in the last 24 months or have only come for emergencies )',
    )
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.getByRole('radio', { name: 'none of them' }).press('Space')
  await page.keyboard.press('Escape')
  await expect.poll(async () => said(page)).toContain('meet none of these conditions')
  await expect.poll(async () => page.evaluate('document.activeElement?.dataset.look')).toBe('group')
  await page.getByText('of 30 who match').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Backspace')
  await expect.poll(async () => said(page)).toBe('Patients who are 18 years old or older')
  await expect.poll(async () => page.evaluate('document.activeElement?.dataset.look')).toBe('add')
  await page.keyboard.press('Control+KeyZ')
  await expect.poll(async () => said(page)).toContain('meet none of these conditions')
})

test('the draft is in the address, without where anybody lives', async () => {
  const id = await save('Nearby', {
    ...everybody,
    criteria: { kind: 'distance', km: 5, from: { latitude: 50.0614, longitude: 19.9366 } },
  })
  const page = await open(`/audiences/${id}`, { language: 'en' })
  await chip(page, /^and$/).click()
  await page.getByPlaceholder('What is it about?').fill('sex')
  await page.keyboard.press('Enter')
  await page.getByText('Choose at least one.').waitFor()
  await page.getByLabel('female').check()
  await page.getByRole('button', { name: /^Add/ }).click()
  await expect.poll(async () => said(page)).toContain('and are on record as female')
  const address = page.url()
  expect(Buffer.from(new URL(address).searchParams.get('draft') ?? '', 'base64url').toString()).not.toMatch(
    /50\.0|19\.9/,
  )
  await page.reload()
  await expect
    .poll(async () => said(page))
    .toContain('live within 5 km of 50.0614, 19.9366 and are on record as female')
  await page.goBack()
  await expect.poll(async () => said(page)).toBe('Patients who live within 5 km of 50.0614, 19.9366')

  const colleague = await open(address.slice(address.indexOf('/audiences')), {
    language: 'ru',
    role: 'owner',
  })
  await colleague.getByText('Не хватает 1 условия.').waitFor()
  await expect.poll(async () => said(colleague)).toContain('женский')
  await expectAccessible(colleague)
  const stray = await open(`/audiences/${id}?draft=nonsense`, { language: 'en' })
  await stray.getByText('This address holds no draft that can be used.').waitFor()
})

test('whoever saves second is told, keeps the draft and may go on', async () => {
  const id = await save('Contested', everybody)
  const [mine, theirs] = [await open(`/audiences/${id}`), await open(`/audiences/${id}`, { role: 'owner' })]
  for (const page of [mine, theirs]) {
    await chip(page, /zawęź/).click()
    await page.getByPlaceholder('Czego dotyczy warunek?').fill(page === mine ? 'nagłe' : 'niedokończone')
    await page.keyboard.press('Enter')
    await page.getByText('jeszcze niezapisane').waitFor()
  }
  await theirs.getByRole('button', { name: /^Zapisz/ }).click()
  await theirs.getByText('jako wersję 2').waitFor()
  await mine.getByRole('button', { name: /^Zapisz/ }).click()
  await mine.getByText('Tę grupę zapisał(a) w międzyczasie: Ewa Zając').waitFor()
  await expectAccessible(mine)
  await mine.getByRole('button', { name: 'Kontynuuj swoją' }).click()
  await mine.getByRole('button', { name: /^Zapisz/ }).click()
  await mine.getByText('jako wersję 3').waitFor()
})

test('whoever may not run campaigns reads it, and so does everybody once it has ended', async () => {
  const id = await save('For reading', grownUp)
  const page = await open(`/audiences/${id}`, { role: 'front_desk' })
  await page.getByText('Tę grupę można czytać, nie zmieniać.').waitFor()
  expect(await said(page)).toBe('Pacjenci, którzy mają co najmniej 18 lat')
  expect(await sentence(page).getByRole('button').count()).toBe(0)
  await expectAccessible(page)
})

test.each([
  ['pl', 'light'],
  ['ru', 'dark'],
  ['ms', 'dark'],
] as const)('on a narrow screen nothing spills: %s, %s', async (language, scheme) => {
  const id = await save(`Narrow ${language}`, {
    programme: { kind: 'reactivation', bands: ['inactive_12_18', 'inactive_18_24', 'overdue_12_plus'] },
    criteria: {
      kind: 'all',
      of: [
        {
          kind: 'not',
          of: { kind: 'any', of: [{ kind: 'unfinished_plan' }, { kind: 'insurance_changed' }] },
        },
        { kind: 'consent', purpose: 'reactivation', channels: ['sms', 'email'], anyOf: ['given', 'missing'] },
      ],
    },
  })
  const page = await open(`/audiences/${id}`, { width: 360, language, scheme })
  await sentence(page).getByRole('button').nth(3).click()
  await page.getByRole('group').last().waitFor()
  expect(await spills(page)).toBe(false)
  await expectAccessible(page)
})

test('a campaign takes a saved audience, sends somebody to change it, and comes back with the next version', async () => {
  const hygiene: AudienceDocument = {
    programme: { kind: 'recall', recallTypes: [], enrolFromDays: -90, enrolUntilDays: 90 },
    criteria: { kind: 'age', from: 18 },
  }
  const id = await save('Dorośli do higieny', hygiene)
  await save('Dzieci do higieny', { ...hygiene, criteria: { kind: 'age', to: 17 } })
  const page = await open(`/audiences/${id}`)
  await page.getByRole('button', { name: 'Użyj w kampanii' }).click()
  await page.getByText('„Dorośli do higieny”, wersja 1').waitFor()
  await page.getByText('30 z 30 pasujących').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Zmień' }).click()
  await chip(page, /^i$/).click()
  await page.getByPlaceholder('Czego dotyczy warunek?').fill('nagłe')
  await page.keyboard.press('Enter')
  await page.getByText('jeszcze niezapisane').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('„Dorośli do higieny”, wersja 2').waitFor()
  await page.getByText('0 z 0 pasujących').waitFor()
  expect(page.url()).not.toContain('pin=')
  await page.getByRole('button', { name: /^Zapisz/ }).click()
  await page.getByText('Zapisano jako wersję 2').waitFor()

  await page.getByRole('button', { name: 'inna' }).click()
  await page.getByPlaceholder('Nazwa grupy odbiorców').fill('dzieci')
  await page.getByRole('option', { name: /Dzieci do higieny/ }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.getByText('„Dzieci do higieny”, wersja 1').waitFor()
})

test('the simple audience of a campaign becomes one that can be saved and narrowed further', async () => {
  const page = await open('/campaigns', { language: 'en' })
  await page.getByRole('button', { name: 'New campaign' }).click()
  await page.getByRole('menuitem', { name: /Reactivation/ }).click()
  await page.getByRole('link', { name: 'More conditions: save as an audience' }).click()
  await expect
    .poll(async () => said(page))
    .toMatch(/^Patients who have been away \(.*\) and are 18 years old or older and have nothing booked$/)
  await page.getByLabel('Name').fill('Away and grown up')
  await page.getByRole('button', { name: /^Save/ }).click()
  await page.getByText('“Away and grown up”, version 1').waitFor()
})

const ofEachKind: readonly Criterion[] = [
  { kind: 'last_visit', ago: { unit: 'months', from: 12, to: 18 }, specialities: ['Kardiologia'] },
  { kind: 'visited', within: { unit: 'days', count: 90 } },
  { kind: 'next_visit', has: true, withinDays: 30 },
  { kind: 'no_shows', atLeast: 2 },
  { kind: 'cancelled_not_rebooked' },
  { kind: 'only_emergency' },
  { kind: 'recall_status', types: ['dental_hygiene'], statuses: ['overdue'] },
  { kind: 'lapse', bands: ['overdue_3_6'] },
  { kind: 'drift_reason', anyOf: ['no_time'] },
  { kind: 'age', to: 65 },
  { kind: 'sex', anyOf: ['female'] },
  { kind: 'language', anyOf: ['pl'] },
  { kind: 'postcode', startsWith: ['31'] },
  { kind: 'distance', km: 5, from: { latitude: 50, longitude: 20 } },
  { kind: 'value', fromMinor: 50_000 },
  { kind: 'value_percentile', from: 80 },
  { kind: 'condition', codes: ['E11'] },
  { kind: 'unfinished_plan' },
  { kind: 'insurance_changed' },
  { kind: 'channel', anyOf: ['sms'] },
  { kind: 'consent', purpose: 'marketing', channels: ['email'], anyOf: ['missing'] },
  { kind: 'safe_contact', anyOf: ['confidential'] },
  { kind: 'campaign', campaigns: [], answers: ['silent'], within: { unit: 'months', count: 6 } },
  { kind: 'tag', anyOf: ['vip'] },
]

test('every criterion opens as fields that say what it says, and can be offered anew', async () => {
  const id = await save('Of each kind', { ...everybody, criteria: { kind: 'all', of: ofEachKind } })
  const page = await open(`/audiences/${id}`)
  const chips = sentence(page).locator('[data-look=word]')
  await expect.poll(async () => chips.count()).toBe(ofEachKind.length)
  for (const index of ofEachKind.keys()) {
    await chips.nth(index).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Odwróć' }).waitFor()
    // Nothing is said to be missing of what is saved.
    expect(await page.getByRole('dialog').getByRole('status').count()).toBe(0)
    if (index % 6 === 0) await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.getByText('wersja 1', { exact: true }).waitFor()
  await chip(page, /^i$/).click()
  await expect.poll(async () => page.getByRole('option').count()).toBe(ofEachKind.length)
})
