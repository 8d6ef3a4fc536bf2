import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OptOutDecision } from './opt-out.ts'
import type { Reply, ReplyIntent } from './reply.ts'
import { type PromptOption, resolveInbound, type Standing } from './resolve-inbound.ts'

const nothing: Standing = { prompt: null, visitsAhead: [], lastAbout: null, hasOptedOut: false }
const none: OptOutDecision = { kind: 'none' }

function said(intent: ReplyIntent, change: Partial<Reply> = {}): Reply {
  return { intent, language: 'pl', confidence: 'exact', rule: 'test', ...change }
}

function asked(
  kind: 'offer' | 'confirm' | 'call_back' | 'which_one' | 'not_now',
  options: Readonly<Record<string, PromptOption>>,
  change: Partial<Standing> = {},
): Standing {
  return { ...nothing, prompt: { kind, options }, ...change }
}

const book: PromptOption = { action: 'book' }
const oneTime = asked('offer', { '1': book, '0': { action: 'offer_times' } })
const twoTimes = asked('offer', { '1': book, '2': book, '0': { action: 'offer_times' } })
const confirm = asked(
  'confirm',
  {
    '1': { action: 'confirm', appointmentId: 'v1' },
    '2': { action: 'move', appointmentId: 'v1' },
    '3': { action: 'cancel', appointmentId: 'v1' },
  },
  { visitsAhead: ['v1', 'v2'] },
)

function act(reply: Reply, standing: Standing, optOut: OptOutDecision = none) {
  return resolveInbound(optOut, reply, standing).act
}

describe('a digit', () => {
  test('does what the open prompt says and nothing without one', () => {
    expect(act(said('choice', { digit: '2' }), twoTimes)).toEqual({ do: 'book', digit: '2' })
    expect(act(said('choice', { digit: '3' }), confirm)).toEqual({ do: 'cancel', appointmentId: 'v1' })
    expect(act(said('choice', { digit: '0' }), twoTimes)).toEqual({ do: 'offer_times' })
    expect(resolveInbound(none, said('choice', { digit: '1' }), nothing).need).toBe('unclear')
  })
})

describe('yes', () => {
  test('confirms the visit that was asked about, not the other one of the family', () => {
    expect(act(said('yes'), confirm)).toEqual({ do: 'confirm', appointmentId: 'v1' })
  })
  test('books only where exactly one time was offered and the yes is no half one', () => {
    expect(act(said('yes'), oneTime)).toEqual({ do: 'book', digit: '1' })
    expect(act(said('yes', { confidence: 'phrase' }), oneTime)).toEqual({ do: 'offer_times' })
    expect(act(said('yes'), twoTimes)).toEqual({ do: 'offer_times' })
  })
  test('after a reminder confirms the visit it was about, if that is still ahead', () => {
    const reminded: Standing = {
      ...nothing,
      visitsAhead: ['v1'],
      lastAbout: { kind: 'visit', appointmentId: 'v1' },
    }
    expect(act(said('yes'), reminded)).toEqual({ do: 'confirm', appointmentId: 'v1' })
    expect(act(said('yes'), { ...reminded, visitsAhead: ['v2'] })).toMatchObject({ do: 'hand_over' })
  })
  test('after an invitation with a link asks for a time', () => {
    expect(act(said('yes'), { ...nothing, lastAbout: { kind: 'invitation' } })).toEqual({ do: 'offer_times' })
  })
  test('to a booking that was told confirms it; to our last word it needs nobody; to a person it needs one', () => {
    const told = asked('confirm', { '2': { action: 'move', appointmentId: 'v1' } }, { visitsAhead: ['v1'] })
    expect(act(said('yes'), told)).toEqual({ do: 'confirm', appointmentId: 'v1' })
    expect(resolveInbound(none, said('yes'), { ...nothing, lastAbout: { kind: 'answer' } }).need).toBeNull()
    expect(resolveInbound(none, said('yes'), { ...nothing, lastAbout: { kind: 'staff_answer' } }).need).toBe(
      'unclear',
    )
  })
  test('out of nowhere goes to a person', () => {
    expect(resolveInbound(none, said('yes'), nothing).need).toBe('unclear')
  })
})

describe('no and later', () => {
  test('step back from an invitation', () => {
    expect(act(said('decline'), twoTimes)).toEqual({ do: 'not_interested' })
    expect(act(said('later'), twoTimes)).toEqual({ do: 'not_now' })
  })
  test('after a cancellation decline a new time', () => {
    const cancelled = asked('confirm', { '1': { action: 'offer_times' } })
    expect(act(said('decline'), cancelled)).toEqual({ do: 'not_interested' })
  })
  test('about a visit go to a person', () => {
    expect(resolveInbound(none, said('decline'), confirm).need).toBe('cancel')
    expect(resolveInbound(none, said('later'), confirm).need).toBe('reschedule')
  })
  test('a plain refusal that might be an opt-out answers the open question', () => {
    const refusal: OptOutDecision = {
      kind: 'ambiguous',
      language: 'pl',
      word: 'nie',
      isRefusal: true,
      isAboutVisit: false,
    }
    expect(act(said('decline'), twoTimes, refusal)).toEqual({ do: 'not_interested' })
    expect(resolveInbound(refusal, said('decline'), nothing).need).toBe('decline')
  })
})

describe('a word for the visit or the messages', () => {
  const either: OptOutDecision = {
    kind: 'ambiguous',
    language: 'en',
    word: 'cancel',
    isRefusal: false,
    isAboutVisit: true,
  }
  test('is asked about when one visit is meant', () => {
    expect(act(said('cancel'), confirm, either)).toEqual({ do: 'ask_which_one', appointmentId: 'v1' })
  })
  test('goes to a person when it was asked before or more than one visit may be meant', () => {
    const again = asked(
      'which_one',
      { '1': { action: 'cancel', appointmentId: 'v1' } },
      { visitsAhead: ['v1'] },
    )
    expect(resolveInbound(either, said('cancel'), again).need).toBe('visit_or_messages')
    expect(resolveInbound(either, said('cancel'), { ...nothing, visitsAhead: ['v1', 'v2'] }).need).toBe(
      'visit_or_messages',
    )
  })
  test('without any visit can only mean the messages', () => {
    expect(resolveInbound(either, said('cancel'), nothing)).toEqual({
      act: { do: 'opt_out', asksAboutVisit: null },
      need: 'opt_out_review',
    })
  })
})

const optOuts: OptOutDecision = {
  kind: 'opt_out',
  rule: 'exact',
  language: 'en',
  matched: 'stop',
  review: false,
  asksAboutVisit: false,
  visitTask: false,
}

test('an opt-out is one whatever else the text says and whatever stands open', () => {
  const anyIntent = fc.constantFrom<ReplyIntent>(
    'yes',
    'choice',
    'cancel',
    'urgent',
    'question',
    'unknown',
    'thanks',
    'deceased',
  )
  fc.assert(
    fc.property(anyIntent, fc.constantFrom(nothing, oneTime, twoTimes, confirm), (intent, standing) => {
      expect(resolveInbound(optOuts, said(intent, { digit: '1' }), standing).act.do).toBe('opt_out')
    }),
  )
})

test('a wrong number closes the address only when somebody says that they are not the patient', () => {
  expect(act(said('wrong_number', { rule: 'pomylk*' }), nothing)).toEqual({
    do: 'close_address',
    because: 'wrong_number',
  })
  expect(resolveInbound(none, said('wrong_number', { rule: 'kto to|pisze|tam' }), nothing)).toMatchObject({
    act: { do: 'hand_over' },
    need: 'wrong_number',
  })
})

test('start without an opt-out before it gives no consent', () => {
  expect(act(said('unknown'), nothing, { kind: 'start', language: 'en' })).toMatchObject({ do: 'hand_over' })
  expect(act(said('unknown'), { ...nothing, hasOptedOut: true }, { kind: 'start', language: 'en' })).toEqual({
    do: 'start_again',
  })
})
