import { expect, it } from 'vitest'
import type { OutgoingMessage } from '../channel.ts'
import { addressOf, mailOf } from './mail.ts'
import { smtpSettings } from './smtp-settings.ts'

const now = Temporal.Instant.from('2027-03-06T08:05:09.123Z')

function mail(changes: Partial<OutgoingMessage> = {}, settings: object = {}) {
  const message: OutgoingMessage = {
    messageId: '0195a0c0-0000-7000-8000-000000000001',
    reference: 1,
    to: 'anna@poczta.example',
    from: 'Klinika Lipa <kontakt@lipa.example>',
    replyTo: null,
    subject: 'Kontrola',
    text: 'Dzień dobry',
    html: null,
    unsubscribe: null,
    expiresAt: null,
    language: 'pl',
    ...changes,
  }
  return mailOf(message, smtpSettings.parse({ host: 'mail', ...settings }), now)
}

it('is the same message however often it is made', () => {
  expect(mail()).toEqual(mail())
  expect(mail().messageId).toBe('<0195a0c0-0000-7000-8000-000000000001@lipa.example>')
  expect(mail({}, { messageIdDomain: 'kembali.example' }).messageId).toMatch(/@kembali\.example>$/)
})

it('dates the mail as RFC 5322 writes dates', () => {
  expect(mail().date).toBe('Sat, 6 Mar 2027 08:05:09 +0000')
})

it('sends bounces where they name their message', () => {
  expect(mail().envelope).toEqual({ from: 'kontakt@lipa.example', to: ['anna@poczta.example'] })
  expect(mail({}, { returnPath: 'bounces+{id}@lipa.example' }).envelope.from).toBe(
    'bounces+0195a0c0-0000-7000-8000-000000000001@lipa.example',
  )
})

it('says that no person wrote it, and in which language', () => {
  expect(mail().headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'Content-Language': 'pl' })
})

it.each([
  {
    unsubscribe: { url: 'https://lipa.example/u/abc', mailto: 'wypisz@lipa.example' },
    headers: {
      'List-Unsubscribe': '<https://lipa.example/u/abc>, <mailto:wypisz@lipa.example>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  },
  // one click is a promise that only https can keep
  {
    unsubscribe: { url: 'http://127.0.0.1/u/abc', mailto: null },
    headers: { 'List-Unsubscribe': '<http://127.0.0.1/u/abc>' },
  },
])('offers to unsubscribe by $unsubscribe', ({ unsubscribe, headers }) => {
  const made = mail({ unsubscribe }).headers
  expect(made).toEqual({ 'Auto-Submitted': 'auto-generated', 'Content-Language': 'pl', ...headers })
})

it.each([
  ['anna@poczta.example', 'anna@poczta.example'],
  ['Klinika Lipa <kontakt@lipa.example>', 'kontakt@lipa.example'],
  ['"Lipa, klinika" <kontakt@lipa.example>', 'kontakt@lipa.example'],
  ['anna+recall@poczta.example', 'anna+recall@poczta.example'],
  ['', null],
  ['anna', null],
  ['anna@', null],
  ['a@b@c', null],
  ['anna@poczta.example, jan@poczta.example', null],
  ['anna@poczta.example\r\nBcc: jan@poczta.example', null],
  ['Anna <>', null],
])('finds in %j the address %j', (mailbox, address) => {
  expect(addressOf(mailbox)).toBe(address)
})
