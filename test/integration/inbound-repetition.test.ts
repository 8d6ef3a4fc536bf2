import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import {
  type ConversationClinic,
  conversationClinic,
  givenMessage,
  rowsOf,
} from '../support/conversation-clinic.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const opened: ConversationClinic[] = []

afterAll(async () => {
  for (const clinic of opened) await clinic.db.close()
})

async function clinicWith(): Promise<ConversationClinic> {
  const clinic = await conversationClinic(database.connection)
  opened.push(clinic)
  return clinic
}

const enrolment = 'enrolment:00000000-0000-4000-8000-000000000001'

describe('a text delivered twice', () => {
  test('is taken once by its provider key', async () => {
    const clinic = await clinicWith()
    await clinic.hear('ile?', undefined, { key: 'abc' })
    expect(await clinic.hear('ile?', undefined, { key: 'abc' })).toMatchObject({ kind: 'duplicate' })
  })

  test('is taken once within minutes where the protocol has no key, and twice after a new question', async () => {
    const clinic = await clinicWith()
    const content = { key: 'smpp:x', scope: 'content' } as const
    await clinic.hear('ile?', undefined, content)
    clinic.clock.moveTo(clinic.clock.now().subtract({ minutes: 4 }))
    expect(await clinic.hear('ile?', undefined, content)).toMatchObject({ kind: 'duplicate' })
    expect(await clinic.hear('ile?', undefined, content)).toMatchObject({ kind: 'received' })
  })

  test('at the same moment by two connections is taken once', async () => {
    const clinic = await clinicWith()
    const [one, other] = await Promise.all([
      clinic.hear('STOP', undefined, { key: 'same' }),
      clinic.hear('STOP', undefined, { key: 'same' }),
    ])
    expect([one.kind, other.kind].toSorted()).toEqual(['duplicate', 'received'])
  })

  test('a machine that answers every answer is answered only so often', async () => {
    const clinic = await clinicWith()
    const [patient] = clinic.patients
    if (patient === undefined) throw new Error('no patient')
    await givenMessage(clinic, patient, { key: 'recall_invitation', subjectKey: enrolment })
    const answered: number[] = []
    for (let round = 0; round < 12; round += 1) {
      await clinic.hear('1')
      answered.push((await clinic.deliver()).length)
    }
    expect(answered.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(8)
    const [thread] = await rowsOf<{ state: string }>(
      clinic,
      (clinicId) => sql`select state from conversations.thread where clinic_id = ${clinicId}`,
    )
    expect(thread).toEqual({ state: 'open' })
  })
})
