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
    const { message: _, ...rest } = request
    const education = { ...rest, message: 'recall_invitation', optOutLink: 'https://a.example/u' }
    expect(renderEmail(pack, { ...education, values: { clinic: 'A' } })).toMatchObject({
      ok: false,
      error: { kind: 'missing_value', name: 'phone' },
    })
  })

  it('asks whoever cannot open a link to call, and has no button then', () => {
    const rendered = renderEmail(pack, {
      message: 'recall_invitation',
      language: 'pl',
      optOutLink: 'https://a.example/u',
      warning: null,
      own: null,
      values: { clinic: 'A', phone: '+48 22 123 45 67' },
    })
    if (!rendered.ok) throw new Error(rendered.error.kind)
    expect(rendered.value.button).toBeNull()
    expect(rendered.value.paragraphs.at(-1)).toBe('Prosimy o telefon, ustalimy to razem: +48 22 123 45 67.')
    expect(rendered.value.text).toContain('+48 22 123 45 67')
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
