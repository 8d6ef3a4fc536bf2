import { describe, expect, it } from 'vitest'
import { loadMessages } from '../packs/load-messages.ts'
import type { MessageValues } from '../rules/message-template.ts'
import { type RenderedSms, renderEmail, renderSms } from './render-message.ts'

const pack = await loadMessages()

const values: MessageValues = { clinic: 'Gabinet Żółty', link: 'https://kembali.example/aB3dE' }
const withTimes: MessageValues = { ...values, times: '1) śr 16.12 15:05, 2) czw 17.12 10:30' }

describe('a rendered e-mail', () => {
  it('asks for what it lacks instead of leaving a hole', () => {
    const request = {
      message: 'visit_confirm',
      language: 'en',
      optOutLink: null,
      warning: null,
      own: null,
    } as const
    expect(
      renderEmail(pack, { ...request, values: { clinic: 'A', link: 'https://a.example' } }),
    ).toMatchObject({
      ok: false,
      error: { kind: 'missing_value' },
    })
    expect(renderEmail(pack, { ...request, values: { clinic: 'A' } })).toMatchObject({
      ok: false,
      error: { kind: 'missing_value', name: 'link' },
    })
  })
})

describe('a rendered SMS', () => {
  const request = {
    message: 'recall_invitation',
    language: 'pl',
    values,
    capabilities: { links: true, phoneNumbers: true, inbound: true },
    plainLetters: true,
    warning: null,
    own: null,
  } as const

  const rendering = (change: Partial<Parameters<typeof renderSms>[1]>): RenderedSms => {
    const result = renderSms(pack, { ...request, ...change })
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }

  it('begins with the clinic, ends with the way out, and keeps its digits', () => {
    expect(rendering({})).toMatchObject({
      text: 'Gabinet Zolty: zbliza sie termin kontroli. Rejestracja: https://kembali.example/aB3dE. Rezygnacja z SMS: STOP',
      variant: 'link',
      purpose: 'care_recall',
      options: {},
      sms: { encoding: 'gsm7' },
    })
  })

  it('offers times by number where there are some', () => {
    expect(rendering({ values: withTimes })).toMatchObject({
      variant: 'times',
      options: { '0': 'offer_times' },
      text: expect.stringContaining('1) sr 16.12 15:05, 2) czw 17.12 10:30'),
    })
  })

  it('keeps Polish letters when the clinic wants them', () => {
    expect(rendering({ plainLetters: false }).sms.encoding).toBe('ucs2')
  })

  it('adds the warning of the law at the end', () => {
    expect(rendering({ warning: 'Uwaga' }).text.endsWith('STOP Uwaga')).toBe(true)
  })

  it('never reads a value as a template, and keeps it on one line', () => {
    const hostile = { ...values, clinic: 'A {link}\nB' }
    expect(rendering({ values: hostile }).text.startsWith('A {link} B: ')).toBe(true)
  })
})
