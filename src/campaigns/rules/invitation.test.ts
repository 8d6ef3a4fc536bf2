import { describe, expect, test } from 'vitest'
import { shippedCampaignDocuments } from '../read-campaign-document.ts'
import type { Programme } from './audience-document.ts'
import {
  type Candidate,
  firstContact,
  type NotInvitedReason,
  type OpenCycle,
  type PickedStanding,
  pickedStanding,
  whyNotInvited,
} from './invitation.ts'

const documents = await shippedCampaignDocuments()
const now = Temporal.Instant.from('2026-11-24T09:00:00Z')

function shipped(key: string) {
  const document = documents.find((one) => one.key === key)
  if (document === undefined) throw new Error(`no campaign ${key} ships`)
  return document
}

describe('what of the picked recalls a campaign can ask for', () => {
  const due: Programme = { kind: 'recall', recallTypes: [], enrolFromDays: -90, enrolUntilDays: 90 }
  const hygieneOnly: Programme = { ...due, recallTypes: ['hygiene'] }
  const lapsed: Programme = { kind: 'reactivation', bands: ['overdue_3_6'] }
  const cycle = (typeKey: string, status: OpenCycle['status'] = 'overdue', isPicked = true) => ({
    typeKey,
    status,
    isPicked,
  })
  test.each<{ what: string; cycles: readonly OpenCycle[]; audience?: Programme; expected: PickedStanding }>([
    {
      what: 'all that are open',
      cycles: [cycle('hygiene'), cycle('xray', 'lapsed')],
      expected: { typeKeys: ['hygiene', 'xray'], standing: null },
    },
    {
      what: 'none that was not picked',
      cycles: [cycle('hygiene', 'overdue', false)],
      expected: { typeKeys: [], standing: 'nothing_due' },
    },
    {
      what: 'none of another type',
      cycles: [cycle('xray')],
      audience: hygieneOnly,
      expected: { typeKeys: [], standing: 'other_recall_type' },
    },
    {
      what: 'the other one where one is paused',
      cycles: [cycle('hygiene', 'paused'), cycle('xray')],
      expected: { typeKeys: ['xray'], standing: null },
    },
    {
      what: 'nothing where the only one it is for is paused',
      cycles: [cycle('hygiene', 'paused'), cycle('xray')],
      audience: hygieneOnly,
      expected: { typeKeys: [], standing: 'paused' },
    },
    {
      what: 'nothing of a person with any pause, where the campaign is about the person',
      cycles: [cycle('hygiene', 'lapsed'), cycle('xray', 'paused', false)],
      audience: lapsed,
      expected: { typeKeys: [], standing: 'paused' },
    },
  ])('$what', ({ cycles, audience = due, expected }) => {
    expect(pickedStanding(cycles, audience)).toEqual(expected)
  })
})

describe('whether somebody is invited by hand', () => {
  const free: Candidate = { reason: null, isHeldOut: false, firstAt: now }
  const heldOut = { ...free, isHeldOut: true }
  test.each<{ what: string; candidate: Candidate; withHeldOut?: boolean; reason: NotInvitedReason | null }>([
    { what: 'nothing stands in the way', candidate: free, reason: null },
    { what: 'a reason does', candidate: { ...free, reason: 'opted_out' }, reason: 'opted_out' },
    { what: 'nothing is left to send', candidate: { ...free, firstAt: null }, reason: 'nothing_to_send' },
    { what: 'held out, and not asked for', candidate: heldOut, reason: 'held_out' },
    { what: 'held out, and asked for', candidate: heldOut, withHeldOut: true, reason: null },
    {
      what: 'held out, asked for, and opted out',
      candidate: { ...heldOut, reason: 'opted_out' },
      withHeldOut: true,
      reason: 'opted_out',
    },
  ])('$what', ({ candidate, withHeldOut = false, reason }) => {
    expect(whyNotInvited(candidate, withHeldOut)).toBe(reason)
  })
})

describe('the first contact of somebody who joins now', () => {
  const join = (due: string, usableChannels: readonly ('sms' | 'email')[] = ['sms', 'email']) => {
    const dueDate = Temporal.PlainDate.from(due)
    return firstContact(shipped('recall'), { dueDate, zone: 'Europe/Warsaw', usableChannels, now })
  }

  test('is the invitation at once where the date has passed', () => {
    const contact = join('2026-11-01')
    expect([contact?.step.key, contact?.channel, contact?.at.toString()]).toEqual([
      'invitation',
      'sms',
      now.toString(),
    ])
  })

  test('waits for its day where the date lies far ahead', () => {
    const contact = join('2027-04-01')
    expect(contact?.step.key).toBe('education')
    expect(contact?.at.toString()).toBe('2027-01-16T08:00:00Z')
  })

  test('is none where every step is past, or no channel leads there', () => {
    expect(join('2026-05-01')).toBeNull()
    expect(join('2026-11-01', [])).toBeNull()
  })

  test('heeds no due date where the campaign is for those who have drifted away', () => {
    const contact = firstContact(shipped('reactivation'), {
      dueDate: Temporal.PlainDate.from('2020-01-01'),
      zone: 'Europe/Warsaw',
      usableChannels: ['sms'],
      now,
    })
    expect(contact?.channel).toBe('sms')
  })
})
