import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/browser.ts'
import { campaignClinic, shippedDocument } from '../support/campaign-clinic.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await campaignClinic(database.connection, { patients: 3 })
const server = await consoleServer(clinic, database.connection)

afterAll(async () => {
  await server.close()
  await clinic.db.close()
})

/** What the newest version of a campaign says in the clinic's own words. */
async function ownWords(campaignId: string): Promise<unknown> {
  const [row] = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    tx.sql<{ wording: unknown }>(sql`
      select v.document->'wording' as wording from campaigns.version v
      where v.clinic_id = ${clinic.clinicId} and v.campaign_id = ${campaignId} order by v.version desc limit 1`),
  )
  return row?.wording ?? null
}

/** The id of the draft that the first button of an empty list makes. */
async function draftFromTemplate(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Zacznij od „Wizyty kontrolne/ }).click()
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}/)
  return /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
}

test('a manager writes an invitation in the clinic’s own words, and patients get them', {
  timeout: 120_000,
}, async () => {
  const page = await server.open('/campaigns', { role: 'manager' })
  const id = await draftFromTemplate(page)
  await page.getByRole('button', { name: /^Zaproszenie/ }).click()
  const words = page.getByRole('textbox', { name: 'Treść SMS' })
  const preview = page.getByRole('complementary', { name: 'Podgląd' })
  await preview.getByText('zbliza sie termin kontroli', { exact: false }).waitFor()
  expect(await words.inputValue()).toBe(
    'zbliża się termin kontroli. Prosimy o numer terminu, 0: inne. {terminy}.',
  )
  await expectAccessible(page)

  // What cannot be sent is said at once, with what to do; nothing can be saved until it is mended.
  await words.fill('rabat na kontrolę, 0: inne terminy')
  await page.getByText('W tekście brakuje pola {terminy}.').waitFor()
  await page.getByText('„rabat” czyni z tego reklamę.').waitFor()
  await page.getByText('1 tekst do poprawy').waitFor()
  expect(await page.getByRole('button', { name: /^Zapisz/ }).isDisabled()).toBe(true)
  expect(await words.getAttribute('aria-invalid')).toBe('true')
  await page.getByRole('tab', { name: 'do poprawy Polski' }).waitFor()
  await expectAccessible(page)

  await words.fill('dbamy o regularne kontrole. Numer terminu (0: inne):')
  await page.getByRole('button', { name: 'Wstaw pole' }).click()
  await page.getByRole('menuitem', { name: /^terminy/ }).click()
  expect(await words.inputValue()).toBe('dbamy o regularne kontrole. Numer terminu (0: inne): {terminy}')
  await preview
    .getByText(/^Klinika Klonowa: dbamy o regularne kontrole\..+1\) .+ Rezygnacja z SMS: STOP$/)
    .waitFor()
  await page.getByText('1 część').waitFor()
  await page.getByRole('tab', { name: 'Własny tekst Polski' }).waitFor()
  await page.getByRole('button', { name: /^Zaproszenie.*Własny tekst/ }).waitFor()

  // An emoji turns the whole message into wide letters: three parts instead of one.
  const kept = await words.inputValue()
  await words.fill(`👋 ${kept}`)
  await page.getByText('2 części').waitFor()
  await page.reload()
  await page.getByText('2 części').waitFor()
  expect(await words.inputValue()).toBe(`👋 ${kept}`)
  await words.fill(kept)

  // The text for days without free times is another one, and still the suggested one.
  await page.getByRole('combobox', { name: 'Używany, gdy' }).click()
  await page.getByRole('option', { name: 'nie ma wolnych terminów' }).click()
  await preview.getByText('Rejestracja: ', { exact: false }).waitFor()
  expect(await words.inputValue()).toBe('zbliża się termin kontroli. Rejestracja: {link}.')

  await page.getByRole('combobox', { name: 'Kanał' }).click()
  await page.getByRole('option', { name: 'E-mail' }).click()
  await page.getByRole('textbox', { name: 'Temat' }).fill('Pora na kontrolę')
  await preview.getByText('Pora na kontrolę').waitFor()
  await page.getByRole('textbox', { name: 'Treść' }).fill('Czas na kontrolę.\n\nDo zobaczenia!')
  await preview.frameLocator('iframe').getByText('Do zobaczenia!').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Zapisz/ }).click()
  await page.getByText('Zapisano jako wersję 2').waitFor()
  expect(await ownWords(id)).toEqual({
    recall_invitation: {
      sms: { pl: { times: 'dbamy o regularne kontrole. Numer terminu (0: inne): {times}' } },
      email: { pl: { subject: 'Pora na kontrolę', paragraphs: ['Czas na kontrolę.', 'Do zobaczenia!'] } },
    },
  })

  await page.getByRole('button', { name: 'Uruchom' }).click()
  await page.getByRole('button', { name: /^Uruchom dla \d+ pacjent/ }).click()
  await page.getByText(/^Uruchomiono/).waitFor()
  await clinic.work()
  expect(clinic.given.length).toBeGreaterThan(0)
  for (const { text } of clinic.given)
    expect(text).toMatch(/^Klinika Klonowa: dbamy o regularne kontrole\. Numer terminu \(0: inne\): 1\) /)

  // What was sent, and in whose words, stands with the patient.
  const patient = clinic.patients.find(({ number }) => number === clinic.given[0]?.to)
  const card = await server.open(`/patients/${patient?.id ?? ''}?view=messages`, {
    role: 'manager',
    isKnown: true,
  })
  await card.getByRole('button', { name: 'Dlaczego' }).first().click()
  await card.getByText('Słowami placówki, wersja 2').waitFor()
})

test('by keyboard alone: a text is rewritten, taken back, brought back and saved, in Russian', {
  timeout: 60_000,
}, async () => {
  const id = await clinic.start(await shippedDocument('reactivation'), 'Возвращение')
  const page = await server.open(`/campaigns/${id}?tab=plan&part=invitation`, {
    role: 'manager',
    language: 'ru',
  })
  const words = page.getByRole('textbox', { name: 'Текст СМС' })
  await words.waitFor()
  await page.getByRole('tab', { selected: true, name: 'Polski' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('tab', { selected: true, name: 'Русский' }).waitFor()
  const suggested = await words.inputValue()
  await page.keyboard.press('Tab')
  expect(await words.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')

  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('поможем с записью. Номер, 0: другое: ')
  await page.getByText('В тексте не хватает поля {варианты}.').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /^варианты/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('В тексте не хватает поля {варианты}.').waitFor({ state: 'detached' })
  // The cursor stands behind what was put in.
  await page.keyboard.type('.')
  const own = 'поможем с записью. Номер, 0: другое: {варианты}.'
  expect(await words.inputValue()).toBe(own)
  await expectAccessible(page)

  await page.keyboard.press('Shift+Tab')
  await page.getByRole('button', { name: 'Вернуть предложенный текст' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Предложенный текст возвращён').waitFor()
  expect(await words.inputValue()).toBe(suggested)
  await page.getByRole('tab', { selected: true, name: 'Русский' }).focus()
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByRole('button', { name: 'Вернуть предложенный текст' }).waitFor()
  expect(await words.inputValue()).toBe(own)

  await page.keyboard.press('Control+Enter')
  await page.getByText('Сохранено как версия 2').waitFor()
  expect(await ownWords(id)).toEqual({
    reactivation_overdue_3_6: { sms: { ru: { times: own.replace('варианты', 'times') } } },
  })
})

test('who may not run campaigns reads the texts and finds no field to change them in', async () => {
  const id = await clinic.start(await shippedDocument('recall'), 'Czytana')
  const page = await server.open(`/campaigns/${id}?tab=plan&part=invitation`, { role: 'front_desk' })
  await page.getByText('zbliza sie termin kontroli', { exact: false }).first().waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Wstaw pole' }).count()).toBe(0)
})

const looks = [
  { language: 'pl', width: 360, scheme: 'dark' },
  { language: 'ru', width: 360, scheme: 'light' },
] as const

test.each(looks)(
  'a text with faults fits and is accessible in $language, $width px, $scheme',
  async (look) => {
    const id = await clinic.start(await shippedDocument('recall'), `Wąska ${look.language}`)
    const page = await server.open(`/campaigns/${id}?tab=plan&part=invitation`, { ...look, role: 'manager' })
    await page.getByRole('textbox').first().fill('bez_przerwy'.repeat(12))
    await page.getByText(/W tekście brakuje pola|В тексте не хватает поля/).waitFor()
    await expectAccessible(page)
    expect(await spills(page)).toBe(false)
  },
)
