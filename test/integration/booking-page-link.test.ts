import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { issuePageLink, locateToken, readPageLink, revokePageLinks } from '../../src/outreach/page-link.ts'
import { verifyBirthDate } from '../../src/outreach/page-link-verify.ts'
import { addPatient, bookingClinic, monday } from '../support/booking-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const clinic = await bookingClinic(database.connection, { seed: 'link' })
afterAll(async () => clinic.db.close())
const right = Temporal.PlainDate.from('1959-03-14')
const wrong = Temporal.PlainDate.from('1959-03-15')

async function issued() {
  const patient = await addPatient(clinic)
  const link = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    issuePageLink(tx.as('outreach'), {
      patientId: patient.id,
      contactPointId: patient.contactPointId,
      channel: 'sms',
      purpose: 'book',
      subjectKey: 'enrolment:one',
      origin: 'campaign:one',
      expiresAt: monday.add({ hours: 14 * 24 }),
    }),
  )
  const located = await locateToken(clinic.db, link.token)
  if (located === null) throw new Error('not located')
  return { ...link, patient, tokenHash: located.tokenHash }
}
const read = async (tokenHash: string) =>
  clinic.db.tenant(clinic.clinicId, async (tx) => readPageLink(tx.as('outreach'), tokenHash))
const verify = async (tokenHash: string, birthDate: Temporal.PlainDate) =>
  clinic.db.tenant(clinic.clinicId, async (tx) =>
    verifyBirthDate(tx.as('outreach'), { tokenHash, birthDate }),
  )

it('a link is short, leads to its clinic and patient, and its secret is stored nowhere', async () => {
  const { token, path, tokenHash, patient } = await issued()
  expect(token).toMatch(/^[a-z0-9]{6}\.[A-Za-z0-9_-]{22}$/)
  expect(path).toBe(`/b/${token}`)
  expect((await locateToken(clinic.db, token))?.clinicId).toBe(clinic.clinicId)
  expect(await read(tokenHash)).toMatchObject({
    patientId: patient.id,
    purpose: 'book',
    subjectKey: 'enrolment:one',
  })
  const rows = await clinic.db.discover(sql<{ row: string }>`select l::text as row from outreach.page_link l`)
  expect(rows.some(({ row }) => row.includes(token.slice(7)))).toBe(false)
})

it('a token of no clinic, or of no shape, leads nowhere', async () => {
  for (const token of [
    'zzzzzz.AAAAAAAAAAAAAAAAAAAAAA',
    'x',
    '',
    `${'a'.repeat(500)}.b`,
    "a'--.AAAAAAAAAAAAAAAAAAAAAA",
  ]) {
    expect(await locateToken(clinic.db, token)).toBeNull()
  }
  const { token } = await issued()
  const other = await locateToken(clinic.db, `${token.slice(0, 7)}AAAAAAAAAAAAAAAAAAAAAA`)
  expect(other && (await read(other.tokenHash))).toBeNull()
})

it('a link ends with its time, and when it is revoked', async () => {
  const { tokenHash, patient } = await issued()
  clinic.clock.moveTo(monday.add({ hours: 14 * 24 }))
  expect(await read(tokenHash)).toBeNull()
  expect(await verify(tokenHash, right)).toBe(false)
  clinic.clock.moveTo(monday)
  expect(await read(tokenHash)).not.toBeNull()
  const ended = await clinic.db.tenant(clinic.clinicId, async (tx) =>
    revokePageLinks(tx.as('outreach'), { patientId: patient.id, contactPointId: patient.contactPointId }),
  )
  expect(ended).toBe(1)
  expect(await read(tokenHash)).toBeNull()
})

it('five wrong dates close a link for good, also for the right one', async () => {
  const { tokenHash } = await issued()
  for (let count = 0; count < 5; count += 1) expect(await verify(tokenHash, wrong)).toBe(false)
  expect(await verify(tokenHash, right)).toBe(false)
})

it('twenty guesses at once count as twenty', async () => {
  const { tokenHash } = await issued()
  const guesses = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => verify(tokenHash, wrong.add({ days: index }))),
  )
  expect(guesses).toEqual(Array.from({ length: 20 }, () => false))
  expect(await verify(tokenHash, right)).toBe(false)
})

it('the right date forgives earlier slips', async () => {
  const { tokenHash } = await issued()
  for (let count = 0; count < 4; count += 1) await verify(tokenHash, wrong)
  expect(await verify(tokenHash, right)).toBe(true)
  for (let count = 0; count < 4; count += 1) await verify(tokenHash, wrong)
  expect(await verify(tokenHash, right)).toBe(true)
})

it('a patient without a date of birth on record is never let in', async () => {
  const { tokenHash, patient } = await issued()
  await clinic.db.tenant(clinic.clinicId, async (tx) => {
    await tx
      .as('patients')
      .write.updateTable('patients.patient')
      .set({ birth_date: null })
      .where('clinic_id', '=', clinic.clinicId)
      .where('id', '=', patient.id)
      .execute()
  })
  expect(await verify(tokenHash, right)).toBe(false)
})
