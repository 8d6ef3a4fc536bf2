import { expect, test } from 'vitest'
import { type CampaignDocument, stepsOf, withStep, wordingsOf } from './campaign-document.ts'

const invitation: CampaignDocument['steps'][number] = {
  key: 'invitation',
  kind: 'invitation',
  anchor: 'due',
  days: -30,
  latestDays: 90,
  window: { from: '09:30', to: '18:30' },
  channels: ['sms', 'email'],
  followUpAfterDays: 4,
  message: 'general',
  messageByBand: { overdue_3_6: 'short', inactive_24_plus: 'long' },
  messageBySituation: { unfinished_treatment: 'unfinished' },
  onlyIf: 'no_reaction',
  whenBooked: 'skip',
}

const document: CampaignDocument = {
  key: 'recall',
  kind: 'recall',
  name: { en: 'a', pl: 'a', ru: 'a', ms: 'a' },
  purpose: 'care_recall',
  audience: { kind: 'due', recallTypes: [], enrolFromDays: -90, enrolUntilDays: 90, nothingBooked: false },
  steps: [invitation],
  appointmentSteps: [
    {
      key: 'invitation',
      kind: 'confirm',
      anchor: 'starts',
      days: -7,
      latestDays: -4,
      window: { from: '09:00', to: '18:00' },
      channels: ['sms'],
      message: 'visit',
    },
  ],
  holdOutShare: 0.1,
  caps: { perPatientPer30Days: 3, firstGapDays: 15, laterGapDays: 30, maxAttempts: 3 },
  ends: { on: ['booked', 'opted_out'], exhaustedAfterDays: 30 },
}

test('a step says one text to each band the audience names, and to each situation', () => {
  const audience = { kind: 'lapsed', bands: ['overdue_3_6'], nothingBooked: true } as const
  expect(wordingsOf(invitation, audience)).toEqual([
    { message: 'short', group: 'overdue_3_6' },
    { message: 'unfinished', group: 'unfinished_treatment' },
  ])
  expect(wordingsOf(invitation, document.audience)).toEqual([
    { message: 'general', group: null },
    { message: 'unfinished', group: 'unfinished_treatment' },
  ])
})

test('a step that moves takes its last sensible day along', () => {
  expect(withStep(document, 'invitation', { days: -20 }).steps[0]).toMatchObject({
    days: -20,
    latestDays: 100,
  })
})

test('with one channel left there is nothing to follow up by', () => {
  const [step] = withStep(document, 'invitation', { channels: ['email'] }).steps
  expect(step?.followUpAfterDays).toBeUndefined()
})

test('a step of the visit and one of the enrolment may share a key without being mistaken for each other', () => {
  const parts = stepsOf(document).map(({ part }) => part)
  expect(new Set(parts).size).toBe(2)
  const changed = withStep(document, parts[1] ?? '', { days: -6 })
  expect(changed.steps).toEqual(document.steps)
  expect(changed.appointmentSteps[0]).toMatchObject({ days: -6, latestDays: -3 })
})
