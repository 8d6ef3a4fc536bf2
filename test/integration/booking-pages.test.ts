import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { visitorCookie } from '../../src/main/patient-pages/visitor-cookie.ts'
import { readAppointment, upcomingAppointments } from '../../src/scheduling/appointment.ts'
import { bookAppointment } from '../../src/scheduling/book-appointment.ts'
import { addPatient, bookingClinic, staff, type TestPatient } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'
import { linkFor, patientServer, send, visitor as visit } from '../support/patient-pages.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'pages' })
const app = await patientServer(clinic)
afterAll(async () => {
  await app.close()
  await clinic.db.close()
})
// Addresses that guessed wrong may try again later.
beforeEach(() => clinic.clock.advance({ minutes: 16 }))

const visitor = (path: string, address?: string) => visit(app, path, address)
const below = (location: unknown, path: string) => String(location).replace(path, '')
const upcoming = async (patient: TestPatient) =>
  clinic.db.tenant(clinic.clinicId, async (tx) => upcomingAppointments(tx.as('scheduling'), patient.id))
async function book(patient: TestPatient, local: string): Promise<string> {
  const booking = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    bookAppointment(tx.as('scheduling'), {
      patientId: patient.id,
      serviceId: clinic.checkUp,
      startsAt: Temporal.PlainDateTime.from(`2026-11-${local}`).toZonedDateTime('Europe/Warsaw').toInstant(),
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
async function everything(): Promise<string> {
  const rows = await clinic.db.discover(sql<{ all: string }>`
    select concat(
      (select json_agg(a order by id) from scheduling.appointment a), (select json_agg(o order by appointment_id, resource_id) from scheduling.occupancy o),
      (select json_agg(l order by token_hash) from outreach.page_link l), (select json_agg(c order by id) from patients.consent c),
      (select json_agg(p order by id) from patients.contact_point p)) as all`)
  return rows[0]?.all ?? ''
}

describe('a page behind a link', () => {
  it('is kept out of caches, indexes and referrers, and runs no script', async () => {
    const path = await linkFor(clinic, await addPatient(clinic))
    const answer = await visitor(path).get()
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.body).not.toContain('<script')
    const style = await send(app, { url: /href="(\/p\/[^"]+)"/.exec(answer.body)?.[1] ?? '' })
    expect(style.headers['cache-control']).toContain('immutable')
    expect(answer.rawPayload.length + style.rawPayload.length).toBeLessThan(20_000)
  })

  it('asks whoever has no birth date on record to call, instead of a question nobody can answer', async () => {
    const patient = await addPatient(clinic)
    await clinic.db.tenant(clinic.clinicId, async (tx) =>
      tx.run(sql`
        update patients.patient set birth_date = null where clinic_id = ${clinic.clinicId} and id = ${patient.id}`),
    )
    const one = visitor(await linkFor(clinic, patient))
    const answer = await one.get()
    expect(answer.body).toContain('Prosimy o telefon')
    expect(answer.body).toContain('tel:+48123456789')
    expect(answer.body).not.toContain('name="year"')
  })

  it('changes nothing when it is only opened, by whomever and whichever', async () => {
    const patient = await addPatient(clinic)
    const appointmentId = await book(patient, '25T13:00')
    const paths = [
      await linkFor(clinic, patient),
      await linkFor(clinic, patient, { purpose: 'confirm', appointmentId }),
    ]
    const leaving = await linkFor(clinic, patient, { purpose: 'unsubscribe', channel: 'email' })
    const visitors = paths.map((path) => visitor(path))
    for (const one of visitors) await one.enter()
    const before = await everything()
    for (const one of visitors) {
      for (const page of [
        '',
        '/times',
        '/times?all=1',
        '/check',
        '/visit',
        '/cancel',
        '/cancelled',
        '/done',
        '/not-me',
        '/not-now',
        '/visit.ics',
      ]) {
        await one.get(page)
      }
    }
    expect((await send(app, { url: leaving })).statusCode).toBe(200)
    expect(await everything()).toBe(before)
  })

  it('shows nothing below it before the date of birth, and takes no foreign form', async () => {
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const stranger = visitor(path)
    for (const page of ['/times', '/check', '/visit', '/done', '/visit.ics']) {
      const answer = await stranger.get(page)
      expect(answer.statusCode).toBe(303)
      expect(answer.headers.location).toBe(path)
    }
    const known = visitor(path)
    await known.enter()
    const forged = await known.post('/times', { form: 'forged', time: '1.2' })
    expect(forged.headers.location).toBe(path)
    const other = visitor(await linkFor(clinic, await addPatient(clinic)))
    await other.get()
    expect((await other.get('/times')).statusCode).toBe(303)
  })

  it('gives its key to this link and this browser alone', async () => {
    const path = await linkFor(clinic, await addPatient(clinic))
    const answer = await visitor(path).enter()
    const [cookie] = answer.cookies
    expect(cookie).toMatchObject({ path, httpOnly: true, sameSite: 'Strict' })
    const stolen = await send(app, {
      url: `${await linkFor(clinic, await addPatient(clinic))}/times`,
      cookies: { [visitorCookie]: cookie?.value ?? '' },
    })
    expect(stolen.statusCode).toBe(303)
  })

  it('asks for the date of birth again after an hour', async () => {
    const path = await linkFor(clinic, await addPatient(clinic))
    const one = visitor(path)
    await one.enter()
    expect((await one.get('/times')).statusCode).toBe(200)
    clinic.clock.advance({ minutes: 61 })
    expect((await one.get('/times')).statusCode).toBe(303)
  })

  it('of no clinic, of another purpose, or with a wrong secret looks alike', async () => {
    const path = await linkFor(clinic, await addPatient(clinic))
    const key = path.slice(3, 9)
    const bodies = await Promise.all(
      [
        '/b/zzzzzz.AAAAAAAAAAAAAAAAAAAAAA',
        '/b/x',
        `/c/${path.slice(3)}`,
        `/b/${key}.AAAAAAAAAAAAAAAAAAAAAA`,
      ].map(async (url) => {
        const answer = await send(app, { url: `${url}?l=en` })
        return `${answer.statusCode} ${/<h1>[^<]+/.exec(answer.body)?.[0]}`
      }),
    )
    expect(new Set(bodies)).toEqual(new Set(['404 <h1>This link no longer works']))
  })

  it('lets one address guess five times, whatever the link', async () => {
    const guesser = '198.51.100.4'
    for (let count = 0; count < 5; count += 1) {
      const one = visitor(await linkFor(clinic, await addPatient(clinic)), guesser)
      await one.get()
      expect((await one.post('', { day: '1', month: '1', year: '1990' })).statusCode).toBe(422)
    }
    const sixth = visitor(await linkFor(clinic, await addPatient(clinic)), guesser)
    expect((await sixth.enter()).statusCode).toBe(429)
    expect(
      (await visitor(await linkFor(clinic, await addPatient(clinic)), '198.51.100.5').enter()).statusCode,
    ).toBe(303)
    clinic.clock.advance({ minutes: 16 })
    expect((await visitor(await linkFor(clinic, await addPatient(clinic)), guesser).enter()).statusCode).toBe(
      303,
    )
  })

  it('speaks the language that the visitor chose, on every page after', async () => {
    const path = await linkFor(clinic, await addPatient(clinic))
    const one = visitor(path)
    expect((await one.get('?l=ru')).body).toContain('Здравствуйте')
    const entered = await one.post('?l=ru', { day: '14', month: '03', year: '1959' })
    expect(below(entered.headers.location, path)).toBe('/times?l=ru')
    expect((await one.get('/times?l=ru')).body).toContain('Какое время вам подойдёт?')
  })
})

describe('booking on the page', () => {
  async function upToCheck() {
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const one = visitor(path)
    await one.enter()
    const times = await one.get('/times')
    const time = /name="time"[^>]*value="([^"]+)"/.exec(times.body)?.[1] ?? ''
    const held = await one.post('/times', { time })
    const check = below(held.headers.location, path)
    await one.get(check)
    return { patient, path, one, check, time }
  }

  it('pressed twice books once, and Back leads to the visit', async () => {
    const { patient, path, one, check } = await upToCheck()
    const [first, second] = [await one.post(check), await one.post(check)]
    expect([first, second].map(({ headers }) => below(headers.location, path))).toEqual(['/done', '/done'])
    expect(await upcoming(patient)).toHaveLength(1)
    expect(below((await one.get(check)).headers.location, path)).toBe('/done')
    expect(below((await one.get('')).headers.location, path)).toBe('/visit')
  })

  it('offers a calendar file that names no service and no person', async () => {
    const { patient, one, check } = await upToCheck()
    await one.post(check)
    const file = await one.get('/visit.ics')
    expect(file.headers['content-type']).toContain('text/calendar')
    const [visit] = await upcoming(patient)
    const start = visit?.startsAt.toString().replaceAll(/[-:]/g, '') ?? 'none'
    expect(file.body).toContain(`DTSTART:${start}`)
    expect(file.body).toContain('SUMMARY:Wizyta: Klinika Klonowa')
    expect(file.body).not.toMatch(/kontrolna|Testowy|Lis/)
  })

  it('keeps the time longer when asked', async () => {
    const { one, check, path } = await upToCheck()
    clinic.clock.advance({ minutes: 5 })
    const kept = await one.post(check.replace('/check', '/keep'))
    expect(below(kept.headers.location, path)).toBe(check)
    const until = clinic.clock
      .now()
      .add({ minutes: 10 })
      .toZonedDateTimeISO('Europe/Warsaw')
      .toPlainTime()
      .toString()
      .slice(0, 5)
    expect((await one.get(check)).body).toContain(`zatrzymany do ${until}`)
  })

  it('says so when the hold ran out and somebody else came first', async () => {
    const { one, check, path, time } = await upToCheck()
    clinic.clock.advance({ minutes: 12 })
    const [minutes = ''] = time.split('.')
    const local = Temporal.Instant.fromEpochMilliseconds(Number(minutes) * 60_000).toZonedDateTimeISO(
      'Europe/Warsaw',
    )
    await book(await addPatient(clinic), local.toPlainDateTime().toString().slice(8))
    const refused = await one.post(check)
    expect(below(refused.headers.location, path)).toBe(`/times?taken=${time}`)
    expect((await one.get(`/times?taken=${time}`)).body).toContain(
      'Ten termin jest już zajęty. Oto najbliższe:',
    )
  })

  it('leads whoever booked by telephone meanwhile to that visit', async () => {
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const appointmentId = await book(patient, '27T10:00')
    const one = visitor(path)
    const entered = await one.enter()
    expect(below(entered.headers.location, path)).toBe('/visit')
    await one.get('/visit')
    await one.post('/visit')
    const visit = await clinic.db.tenant(clinic.clinicId, async (tx) =>
      readAppointment(tx.as('scheduling'), appointmentId),
    )
    expect(visit?.confirmation).toBe('confirmed')
  })

  it('does not touch the hold of another patient', async () => {
    const { check } = await upToCheck()
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const thief = visitor(path)
    await thief.enter()
    await thief.get('/times')
    expect(below((await thief.get(check)).headers.location, path)).toBe('/times')
    expect(below((await thief.post(check)).headers.location, path)).toBe('/times')
    expect(await upcoming(patient)).toEqual([])
  })
})

describe('a visit that is booked', () => {
  async function asked() {
    const patient = await addPatient(clinic)
    const appointmentId = await book(
      patient,
      `${24 + (clinic.events.length % 2)}T${String(17 + (clinic.events.length % 5)).padStart(2, '0')}:${clinic.events.length % 2 === 0 ? '00' : '30'}`,
    )
    const path = await linkFor(clinic, patient, { purpose: 'confirm', appointmentId })
    const one = visitor(path)
    await one.enter()
    await one.get('/visit')
    return { patient, appointmentId, path, one }
  }

  it('is moved: the new time is kept first, the old one ends with the booking', async () => {
    const { patient, appointmentId, path, one } = await asked()
    const times = await one.get('/times')
    expect(times.body).toContain('Który nowy termin będzie dogodny?')
    const time = /name="time"[^>]*value="([^"]+)"/.exec(times.body)?.[1] ?? ''
    const check = below((await one.post('/times', { time })).headers.location, path)
    expect((await upcoming(patient)).map(({ id }) => id)).toEqual([appointmentId])
    await one.get(check)
    await one.post(check)
    const now = await upcoming(patient)
    expect(now).toHaveLength(1)
    expect(now[0]?.replaces).toBe(appointmentId)
    expect((await one.get('/done')).body).toContain('Wizyta jest przełożona')
  })

  it('is cancelled only after it was asked about, and a new time is offered', async () => {
    const { patient, path, one } = await asked()
    expect((await one.get('/cancel')).body).toContain('Odwołać tę wizytę?')
    const cancelled = await one.post('/cancel')
    expect(below(cancelled.headers.location, path)).toBe('/cancelled')
    expect(await upcoming(patient)).toEqual([])
    expect((await one.get('/cancelled')).body).toContain('Wybierz nowy termin')
    expect((await one.get('/visit')).body).toContain('Ta wizyta jest nieaktualna')
    expect((await one.get('/times')).body).toContain('Który termin będzie dogodny?')
  })
})

describe('leaving', () => {
  const consents = async (patient: TestPatient) =>
    clinic.db.discover(sql<{ channel: string; purpose: string; state: string; evidence: string }>`
      select channel, purpose, state, evidence from patients.consent where contact_point_id = ${patient.contactPointId} and patient_id = ${patient.id}`)
  const validity = async (patient: TestPatient) =>
    (
      await clinic.db.discover(sql<{ reason: string | null }>`
      select validity_reason as reason from patients.contact_point where clinic_id = ${clinic.clinicId} and id = ${patient.contactPointId}`)
    )[0]?.reason

  it('by one click of a mail program needs no cookie, no form and no second request', async () => {
    const patient = await addPatient(clinic, { email: 'jan@example.com' })
    const path = await linkFor(clinic, patient, { purpose: 'unsubscribe', channel: 'email' })
    const oneClick = async (headers: Record<string, string>, payload: string) =>
      send(app, { method: 'POST', url: path, headers, payload })
    const answer = await oneClick(
      { 'content-type': 'application/x-www-form-urlencoded' },
      'List-Unsubscribe=One-Click',
    )
    expect(answer.statusCode).toBe(200)
    expect(await consents(patient)).toEqual([
      { channel: 'email', purpose: 'all', state: 'withdrawn', evidence: 'List-Unsubscribe=One-Click' },
    ])
    const multipart =
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    expect(
      (await oneClick({ 'content-type': 'multipart/form-data; boundary=x' }, multipart)).statusCode,
    ).toBe(200)
  })

  it('as the wrong person marks the address and ends its links', async () => {
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const one = visitor(path)
    await one.get('/not-me')
    expect((await one.post('/not-me')).body).toContain('Nie będziemy tu już pisać')
    expect(await validity(patient)).toBe('wrong_person')
    expect((await one.get()).statusCode).toBe(404)
    expect(await consents(patient)).toEqual([])
  })

  it('as the wrong person on a shared telephone leaves the others reachable', async () => {
    const patient = await addPatient(clinic, { phone: '+48600111222' })
    const sister = await addPatient(clinic, { phone: '+48600111222' })
    const one = visitor(await linkFor(clinic, patient))
    await one.get('/not-me')
    await one.post('/not-me')
    expect(await validity(patient)).toBeNull()
    expect(await consents(patient)).toMatchObject([{ channel: 'any', purpose: 'all', state: 'withdrawn' }])
    expect(await consents(sister)).toEqual([])
  })

  it('for now says until when the link opens, and leaves it open', async () => {
    const patient = await addPatient(clinic)
    const path = await linkFor(clinic, patient)
    const one = visitor(path)
    await one.enter()
    await one.get('/times')
    const answer = await one.post('/not-now')
    expect(below(answer.headers.location, path)).toBe('/not-now')
    expect((await one.get('/not-now')).body).toMatch(/wrócić do \d+ gru 2026/)
    expect((await one.get('/times')).statusCode).toBe(200)
  })
})
