import { expect, test } from 'vitest'
import type { CampaignDocument } from '../../campaign-document.ts'
import { hasOwnText, ownEmail, ownSms, withEmail, withSms } from './own-texts.ts'

const document: CampaignDocument = {
  key: 'recall',
  kind: 'recall',
  name: { en: 'a', pl: 'a', ru: 'a', ms: 'a' },
  purpose: 'care_recall',
  audience: { kind: 'due', recallTypes: [], enrolFromDays: -90, enrolUntilDays: 90, nothingBooked: false },
  steps: [],
  appointmentSteps: [],
  holdOutShare: 0.1,
  caps: { perPatientPer30Days: 3, firstGapDays: 15, laterGapDays: 30, maxAttempts: 3 },
  ends: { on: ['booked', 'opted_out'], exhaustedAfterDays: 30 },
}
const inPolish = { message: 'invitation', language: 'pl' } as const
const inRussian = { message: 'invitation', language: 'ru' } as const

test('a text is kept at its message, language and form, and the others stay as suggested', () => {
  const changed = withSms(document, { ...inPolish, form: 'link' }, 'własny: {link}')
  expect(ownSms(changed, inPolish, 'link')).toBe('własny: {link}')
  expect(ownSms(changed, inPolish, 'times')).toBeUndefined()
  expect(ownSms(changed, inRussian, 'link')).toBeUndefined()
  expect(hasOwnText(changed, 'invitation')).toBe(true)
  expect(hasOwnText(changed, 'invitation', { channel: 'email' })).toBe(false)
  expect(hasOwnText(changed, 'invitation', { channel: 'sms', language: 'ru' })).toBe(false)
  expect(hasOwnText(changed, 'reminder')).toBe(false)
})

test('going back to the suggested text leaves the document as it was', () => {
  const one = withSms(document, { ...inPolish, form: 'link' }, 'a')
  const both = withEmail(one, inRussian, { subject: 'б' })
  expect(ownEmail(both, inRussian)).toEqual({ subject: 'б' })
  expect(withEmail(both, inRussian, { subject: undefined })).toEqual(one)
  expect(JSON.stringify(withSms(one, { ...inPolish, form: 'link' }, undefined))).toBe(
    JSON.stringify(document),
  )
})
