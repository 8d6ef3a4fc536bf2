import { expect, it } from 'vitest'
import { outcomeOfFailure, type SmtpFailure } from './smtp-reply.ts'

function outcome(failure: Partial<SmtpFailure>) {
  return outcomeOfFailure({
    code: null,
    command: null,
    responseCode: null,
    response: null,
    contentStarted: false,
    ...failure,
  })
}

function replied(response: string, command = 'RCPT TO') {
  return outcome({ code: 'EENVELOPE', command, response, responseCode: Number(response.slice(0, 3)) })
}

it.each([
  '550 5.1.1 <anna@poczta.example>: Recipient address rejected: User unknown',
  '550 5.1.2 bad domain',
  '553 5.1.3 syntax',
  '550 5.1.6 mailbox has moved',
  '556 5.1.10 domain does not accept mail',
  '550 No such user here',
  '550 Requested action not taken: mailbox unavailable or user unknown',
  '551 User does not exist',
  '550-anna@poczta.example: unknown recipient\n550 see https://mail.example',
])('takes the address for bad after "%s"', (response) => {
  expect(replied(response)).toMatchObject({ kind: 'permanent', addressIsBad: true })
})

it.each([
  '550 5.7.1 blocked by policy, user unknown to us is irrelevant',
  '550 5.7.26 unauthenticated mail',
  '552 5.2.2 mailbox full',
  '550 5.2.1 mailbox disabled',
  '554 rejected as spam: recipient not found',
  '550 rejected',
])('keeps the address after "%s"', (response) => {
  expect(replied(response)).toMatchObject({ kind: 'permanent', addressIsBad: false })
})

it('does not blame the recipient for what is said about the sender', () => {
  expect(replied('550 sender address unknown', 'MAIL FROM')).toMatchObject({
    kind: 'permanent',
    addressIsBad: false,
  })
})

it.each([
  '421 4.3.2 shutting down',
  '450 4.7.1 greylisted',
  '451 try later',
  '452 4.2.2 over quota',
  '503 bad sequence',
])('tries again after "%s"', (response) => {
  expect(replied(response)).toMatchObject({ kind: 'temporary', retryAfterSeconds: 300 })
})

it('tries again when the login is refused, which is no fault of the message', () => {
  const failure = { code: 'EAUTH', command: 'AUTH PLAIN', response: '535 5.7.8 no', responseCode: 535 }
  expect(outcome(failure)).toMatchObject({ kind: 'temporary' })
})

it.each([
  { code: 'EPROTOCOL', command: 'CONN', response: '554 5.7.1 not from your address', responseCode: 554 },
  { code: 'ETLS', command: 'STARTTLS', response: '502 5.5.1 not implemented', responseCode: 502 },
  { code: 'EENVELOPE', command: 'MAIL FROM', response: '530 5.7.0 log in first', responseCode: 530 },
])('tries again after $response, which is about the session', (failure) => {
  expect(outcome(failure)).toMatchObject({ kind: 'temporary', retryAfterSeconds: 300 })
})

it.each(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS'])(
  'tries again after %s before the content',
  (code) => {
    expect(outcome({ code, command: 'CONN' })).toMatchObject({ kind: 'temporary' })
  },
)

it.each(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET'])(
  'cannot tell after %s once the content was on its way',
  (code) => {
    expect(outcome({ code, command: 'CONN', contentStarted: true })).toMatchObject({ kind: 'unknown' })
  },
)

it('believes the reply to the content', () => {
  const reply = { code: 'EMESSAGE', command: 'DATA', contentStarted: true }
  expect(outcome({ ...reply, response: '451 4.3.0 later', responseCode: 451 })).toMatchObject({
    kind: 'temporary',
  })
  expect(outcome({ ...reply, response: '554 5.7.1 spam', responseCode: 554 })).toMatchObject({
    kind: 'permanent',
  })
})

it('quotes the reply without the address in it', () => {
  const { reason } = replied(
    '550 5.1.1 <anna.nowak@poczta.example>: anna.nowak@poczta.example unknown\nsecond line',
  )
  expect(reason).toBe('RCPT TO: 550 5.1.1 <address>: <address> unknown')
})
