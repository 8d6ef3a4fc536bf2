import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../src/platform/rules/language.ts'
import { upcomingAppointments } from '../../src/scheduling/appointment.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { addPatient, bookingClinic, type NewTestPatient, staff } from '../support/booking-clinic.ts'
import { expectAccessible, openPage } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { linkFor, listen, patientServer } from '../support/patient-pages.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'story' })
const app = await patientServer(clinic)
let address = ''

beforeAll(async () => {
  address = await listen(app)
})
afterAll(async () => {
  await app.close()
  await clinic.db.close()
})

const at = (local: string) =>
  Temporal.PlainDateTime.from(`2026-11-${local}`).toZonedDateTime('Europe/Warsaw').toInstant()

async function invited(wish: NewTestPatient = {}) {
  const patient = await addPatient(clinic, wish)
  return { patient, url: `${address}${await linkFor(clinic, patient)}` }
}
async function booked(patientId: string, local: string): Promise<string> {
  const booking = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    bookAppointment(tx.as('scheduling'), {
      patientId,
      serviceId: clinic.checkUp,
      startsAt: at(local),
      resourceIds: [clinic.doctorLis],
      via: 'staff',
      origin: null,
      subjectKey: null,
      isOutsideHoursAllowed: true,
      actor: staff,
    }),
  )
  if (!booking.ok) throw new Error(booking.error.kind)
  return booking.value.appointmentId
}
const upcoming = async (patientId: string) =>
  clinic.db.tenant(clinic.clinicId, async (tx) => upcomingAppointments(tx.as('scheduling'), patientId))
const heading = async (page: Page) => page.getByRole('heading', { level: 1 }).innerText()
const see = async (page: Page, text: string) => page.getByText(text).first().waitFor()

async function giveBirthDate(page: Page, [day, month, year]: readonly [string, string, string]) {
  const boxes = page.getByRole('textbox')
  await boxes.nth(0).fill(day)
  await boxes.nth(1).fill(month)
  await boxes.nth(2).fill(year)
  await page.locator('main form button').first().click()
}
const right = ['14', '03', '1959'] as const

/** Presses Tab until the element with this accessible text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let count = 0; count < 40; count += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(
      '(document.activeElement.labels?.[0] ?? document.activeElement).textContent',
    )
    if (focused.includes(text)) return
  }
  throw new Error(`the keyboard never reaches "${text}"`)
}

describe('a patient with an invitation', () => {
  it('books in Polish, at 360 px, by keyboard alone, without JavaScript', async () => {
    const { patient, url } = await invited({ name: 'Zofia Kowalska' })
    const page = await openPage({ width: 360, javaScript: false, locale: 'pl-PL' })
    await page.goto(url)
    expect(await heading(page)).toBe('Dzień dobry. Jaka jest data urodzenia pacjenta?')
    const before = await page.content()
    for (const secret of ['Zofia', 'Kowalska', 'Wizyta kontrolna', 'Lis', '1959-03-14'])
      expect(before).not.toContain(secret)

    const press = async (key: string) => page.keyboard.press(key)
    await page.getByLabel('Dzień').focus()
    await page.keyboard.type('14')
    await press('Tab')
    await page.keyboard.type('3')
    await press('Tab')
    await page.keyboard.type('1959')
    await press('Enter')
    await see(page, 'Który termin będzie dogodny?')
    await see(page, 'Wizyta kontrolna, 30 minut')
    expect(await page.getByRole('radio').count()).toBe(3)

    await page.getByRole('radio').first().focus()
    await press('Space')
    await press('Enter')
    await see(page, 'Zarezerwować ten termin?')
    await see(page, 'Ten termin jest zatrzymany do 09:10.')
    await page.getByRole('button', { name: 'Zarezerwuj' }).focus()
    await press('Enter')
    await see(page, 'Termin jest zarezerwowany')
    expect(await page.getByText('Przypomnimy').count()).toBe(0)
    expect(await upcoming(patient.id)).toHaveLength(1)
    expect(clinic.events.at(-1)).toMatchObject({
      type: 'appointment.booked',
      via: 'page',
      origin: 'campaign:test',
    })
  })

  it('reaches every answer by Tab and finds the way back', async () => {
    const { url } = await invited()
    const page = await openPage({ width: 360, locale: 'pl-PL' })
    await page.goto(url)
    await tabTo(page, 'Przejdź do treści')
    await tabTo(page, 'Polski')
    await tabTo(page, 'Dzień')
    await tabTo(page, 'Dalej')
    await tabTo(page, 'Ta wiadomość nie jest do mnie')
    await page.keyboard.press('Enter')
    await see(page, 'Czy ta wiadomość trafiła do niewłaściwej osoby?')
    await tabTo(page, 'Wróć')
    await page.keyboard.press('Enter')
    await see(page, 'Jaka jest data urodzenia pacjenta?')
  })

  it('is told that a time was taken meanwhile and offered the nearest ones', async () => {
    const { patient, url } = await invited()
    const page = await openPage({ width: 360, javaScript: false })
    await page.goto(url)
    await giveBirthDate(page, right)
    const first = page.getByRole('radio').first()
    const [minutes = ''] = (await first.getAttribute('value'))?.split('.') ?? []
    const startsAt = Temporal.Instant.fromEpochMilliseconds(Number(minutes) * 60_000)
    const other = await addPatient(clinic)
    await booked(other.id, startsAt.toZonedDateTimeISO('Europe/Warsaw').toPlainDateTime().toString().slice(8))
    await first.check()
    await page.getByRole('button', { name: 'Dalej' }).click()
    await see(page, 'Ten termin jest już zajęty. Oto najbliższe:')
    expect(await page.getByRole('radio').count()).toBe(3)
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Dalej' }).click()
    await page.getByRole('button', { name: 'Zarezerwuj' }).click()
    await see(page, 'Termin jest zarezerwowany')
    expect(await upcoming(patient.id)).toHaveLength(1)
  })

  it('with five wrong dates gets no further, not even with the right one', async () => {
    const { url } = await invited()
    const page = await openPage({ width: 360, javaScript: false })
    await page.goto(url)
    for (const day of ['01', '02', '03', '04', '05']) {
      await giveBirthDate(page, [day, '03', '1959'])
      await see(page, 'Ta data nie zgadza się z danymi w placówce.')
    }
    await giveBirthDate(page, right)
    expect(await page.getByRole('radio').count()).toBe(0)
    expect(await heading(page)).toBe('Prosimy spróbować później')
  })
})

describe('every page', () => {
  it.each(languages)('is accessible in %s, narrow and dark', async (language) => {
    // The address of the tests is blocked after the wrong dates above; it may try again later.
    clinic.clock.advance({ minutes: 16 })
    const { patient, url } = await invited({ language })
    const page = await openPage({ width: 360, scheme: language === 'pl' ? 'dark' : 'light' })
    const fits = async () => {
      await expectAccessible(page)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
      // 400% zoom of a window of 1280.
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
      await page.setViewportSize({ width: 360, height: 900 })
      const targets = page.locator('main a, main button, main input[type=text], main label[for^=t], summary')
      const small: string[] = []
      for (const target of await targets.all()) {
        const box = await target.boundingBox()
        if (box === null || box.height < 48)
          small.push(`${box?.height ?? 'hidden'}: ${await target.innerText()}`)
      }
      expect(small).toEqual([])
    }
    await page.goto(url)
    await fits()
    await giveBirthDate(page, ['31', '02', '1959'])
    await fits()
    await giveBirthDate(page, right)
    await fits()
    await page.goto(`${url}/times?all=1`)
    await fits()
    await page.getByRole('radio').first().check()
    await page.locator('main form button').first().click()
    await fits()
    await page.locator('main form button').first().click()
    await fits()
    expect(await upcoming(patient.id)).toHaveLength(1)
    await page.goto(`${url}/visit`)
    await fits()
    await page.goto(`${url}/cancel`)
    await fits()
    await page.locator('main form button').first().click()
    await fits()
    await page.goto(`${url}/not-me`)
    await fits()
    await page.goto(
      `${address}${await linkFor(clinic, patient, { purpose: 'unsubscribe', channel: 'email' })}`,
    )
    await fits()
    await page.goto(`${address}/b/zzzzzz.AAAAAAAAAAAAAAAAAAAAAA?l=${language}`)
    await fits()
  })
})
