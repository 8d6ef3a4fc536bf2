import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { measureAudit } from '../../src/insights/audit/measure-audit.ts'
import { systemClock } from '../../src/platform/clock/clock.ts'
import { recomputeStanding } from '../../src/recall/recompute-standing.ts'
import { writeClinicCsv } from '../../src/simulation/write-clinic-csv.ts'
import { expectAccessible } from '../support/browser.ts'
import { commandLine } from '../support/command-line.ts'
import { consoleServer, spills } from '../support/console-server.ts'
import { testDatabase } from '../support/database.ts'
import { type Hand, keyboard, mouse } from '../support/hands.ts'
import { ImportClinic } from '../support/import-clinic.ts'
import { english, polish, type Words } from './newcomer-words.ts'

// A newcomer's first hour: an empty clinic, its files, where it stands, a pack turned on, an audience narrowed, and one
// patient's due date explained. Once by mouse in Polish, once by keyboard alone in English.

const { connection } = await testDatabase()
const kembali = commandLine(connection)
const clinics = {
  pl: await ImportClinic.open(connection, { seed: 'story pl' }),
  en: await ImportClinic.open(connection, { seed: 'story en' }),
}
// The command works by the clock on the wall.
for (const clinic of Object.values(clinics)) clinic.clock.moveTo(systemClock.now())
const folder = mkdtempSync(join(tmpdir(), 'kembali-story-'))
const asOf = clinics.pl.clock.now().toZonedDateTimeISO('Europe/Warsaw').toPlainDate()
const files = await writeClinicCsv({ dir: folder, patients: 120, visitsPerPatient: 6, seed: 5, asOf })
const server = await consoleServer(clinics.pl, connection)
afterAll(async () => {
  await server.close()
  for (const clinic of Object.values(clinics)) await clinic.db.close()
  rmSync(folder, { recursive: true })
})

interface Way {
  readonly language: 'pl' | 'en'
  readonly words: Words
  readonly hand: Hand
  /** To a page of the menu: by its name, or by G and its letter. */
  go(page: Page, name: string | RegExp, letter: string): Promise<void>
  /** Why the first recall of the open patient is due when it is: from its menu, or by Y. */
  askWhy(page: Page): Promise<void>
}

const ways: readonly Way[] = [
  {
    language: 'pl',
    words: polish,
    hand: mouse,
    go: (page, name) => page.getByRole('navigation').getByRole('link', { name }).first().click(),
    askWhy: async (page) => {
      await page.getByRole('button', { name: polish.change }).first().click()
      await page.getByRole('menuitem', { name: polish.whyDate }).click()
    },
  },
  {
    language: 'en',
    words: english,
    hand: keyboard,
    go: async (page, _, letter) => {
      await page.keyboard.press('KeyG')
      await page.keyboard.press(letter)
    },
    askWhy: (page) => page.keyboard.press('KeyY'),
  },
]

/** Accessible as it stands, and at 360 px no wider than its window. */
async function look(page: Page): Promise<void> {
  await expectAccessible(page)
  const size = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 800 })
  await expect.poll(async () => spills(page)).toBe(false)
  if (size !== null) await page.setViewportSize(size)
}

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
/** What is done on the command line shows by itself a little later. */
const aWhile = 11_000

test.each(ways)('a newcomer comes from files to the reason of one due date: $language', async (way) => {
  const { words: w, hand, language } = way
  const clinic = clinics[language]
  const page = await server.open('/today', {
    role: 'owner',
    language,
    clinicId: clinic.clinicId,
    before: (fresh) => fresh.clock.install(),
  })
  await page.getByRole('link', { name: w.begin }).waitFor()
  await look(page)

  // Nothing is there: the start leads, with the command to type.
  await hand.press(page.getByRole('link', { name: w.begin }))
  await region(page, w.now).getByText(w.importStep).waitFor()
  await look(page)
  const [row] = await clinic.db.discover<{ key: string }>(
    sql`select key from clinic.clinic where id = ${clinic.clinicId}`,
  )
  const key = row?.key ?? ''
  await page.getByText(`kembali import csv patients.csv --clinic ${key}`).first().waitFor()
  for (const file of [files.patientsFile, files.visitsFile])
    expect(await kembali.run('import', 'csv', file, '--clinic', key)).toMatchObject({ code: 0 })

  // The page notices by itself, and leads to the audit that the import asked for.
  await page.clock.fastForward(aWhile)
  await region(page, w.now).getByText(w.importStep).waitFor({ state: 'detached' })
  await hand.press(page.getByRole('link', { name: w.openAudit }))
  await page.getByRole('heading', { name: w.waits }).waitFor()
  await look(page)
  expect(await measureAudit(clinic.db, clinic.clinicId)).toBe(1)
  await page.clock.fastForward(aWhile)
  await region(page, w.care).getByRole('row').nth(1).waitFor()
  await look(page)

  // A pack is turned on once its effect was read.
  await way.go(page, w.today, 'KeyT')
  await page.getByRole('link', { name: w.begin }).waitFor()
  // The page first shows what it knew before the audit; nobody presses where the lines still move.
  const known = page.waitForResponse((response) => response.url().endsWith('/api/start'))
  await hand.press(page.getByRole('link', { name: w.begin }))
  await page.getByRole('button', { name: w.pack }).waitFor()
  await page.clock.fastForward(aWhile)
  await known
  await hand.press(page.getByRole('button', { name: w.pack }))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('row').nth(1).waitFor()
  await look(page)
  await hand.press(dialog.getByRole('button', { name: w.turnOn }))
  await dialog.waitFor({ state: 'detached' })
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    while ((await recomputeStanding(tx.as('recall'))) > 0);
  })

  // An audience is narrowed: fewer are meant than before.
  await way.go(page, w.audiences, 'KeyA')
  await hand.press(page.getByRole('link', { name: w.firstAudience }))
  await hand.choose(page.getByRole('radiogroup'), page.getByRole('radio', { name: w.recall }))
  const meant = page.locator('[aria-busy=false]').getByText(w.counted)
  const matching = async () => Number(new RegExp(w.counted).exec(await meant.innerText())?.[1])
  const before = await matching()
  expect(before).toBeGreaterThan(0)
  const sentence = page.getByRole('toolbar')
  await hand.pressIn(sentence, sentence.getByRole('button', { name: w.and }))
  // Whoever opens it writes at once: the cursor is there.
  await page.getByPlaceholder(w.kinds).and(page.locator(':focus')).waitFor()
  await page.keyboard.type(String(w.age))
  await page.keyboard.press('Enter')
  await hand.write(page.getByLabel(w.from), '30')
  await hand.write(page.getByLabel(w.to), '45')
  await hand.press(page.getByRole('button', { name: w.add }))
  await expect.poll(matching).toBeLessThan(before)
  expect(await matching()).toBeGreaterThan(0)
  await look(page)

  // One of its patients, and why the date is what it is.
  await hand.press(page.getByRole('rowheader').first().getByRole('link'))
  await region(page, w.recalls).waitFor()
  await look(page)
  await way.askWhy(page)
  await page.getByRole('dialog', { name: w.why }).getByRole('listitem').nth(1).waitFor()
  await look(page)
})
