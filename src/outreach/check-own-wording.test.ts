import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Language, languages } from '../platform/rules/language.ts'
import { checkOwnWording, type WordingQuestion } from './check-own-wording.ts'
import { loadJurisdictions } from './packs/load-jurisdictions.ts'
import { loadMessages } from './packs/load-messages.ts'
import { jurisdictionOf } from './rules/jurisdiction.ts'
import { type MessageTemplate, type SmsVariantName, smsVariantNames } from './rules/message-template.ts'
import type { OwnWording } from './rules/own-wording.ts'
import { addsWayOut } from './rules/text-faults.ts'
import { renderSms } from './templates/render-message.ts'

const packs = { messages: await loadMessages(), jurisdictions: await loadJurisdictions() }
const templates = [...packs.messages.messages.values()].filter(({ key }) => !key.startsWith('reply_'))
const atHome: WordingQuestion['clinic'] = { country: 'PL', phone: '22 123 45 67', address: 'ul. Długa 12' }

interface Case {
  readonly message?: string
  readonly clinic?: Partial<WordingQuestion['clinic']>
  readonly isAboutVisit?: boolean
}

/** What is wrong with the own words, as `language part kind detail`. */
function faultsOf(wording: OwnWording, { message = 'recall_invitation', clinic, isAboutVisit }: Case = {}) {
  return checkOwnWording({
    packs,
    clinic: { ...atHome, ...clinic },
    wordings: { [message]: wording },
    messages: new Map([[message, { isAboutVisit: isAboutVisit ?? message.startsWith('visit_') }]]),
  }).map(({ language, part, kind, detail }) =>
    [language, part, kind, detail].filter((one) => one !== null).join(' '),
  )
}

const sms = (language: Language, form: SmsVariantName, words: string): OwnWording => ({
  sms: { [language]: { [form]: words } },
})

describe('own words of an SMS', () => {
  it('are accepted when they keep what the form is for', () => {
    expect(faultsOf(sms('pl', 'link', 'czas na kontrolę, zapraszamy na {address}. Terminy: {link}'))).toEqual(
      [],
    )
    expect(faultsOf(sms('pl', 'times', 'proszę o numer terminu (0: inne): {times}'))).toEqual([])
    const confirm = 'do zobaczenia {day} o {time}: 1 przyjdę, 2 inny termin, 3 nie przyjdę'
    expect(faultsOf(sms('pl', 'reply', confirm), { message: 'visit_confirm' })).toEqual([])
  })

  it.each<readonly [string, SmsVariantName, string, string]>([
    ['nothing at all', 'link', '  ', 'pl link empty'],
    [
      'a bracket that is not closed',
      'link',
      'kontrola {link',
      'pl link not_readable EXPECT_ARGUMENT_CLOSING_BRACE',
    ],
    ['a bracket in quotation marks', 'link', "kontrola '{link}'", 'pl link not_readable LOOSE_BRACKET'],
    ['a bracket that closes nothing', 'link', 'kontrola} {link}', 'pl link not_readable LOOSE_BRACKET'],
    ['a value nobody gives', 'link', '{imie}, kontrola: {link}', 'pl link unknown_value imie'],
    [
      'plural forms of a finished text',
      'times',
      '{times, plural, one {#} other {#}} 0',
      'pl times value_with_forms times',
    ],
    ['no link', 'link', 'czas na kontrolę', 'pl link value_needed link'],
    ['no times', 'times', 'czas na kontrolę, 0: inne', 'pl times value_needed times'],
    ['a phone number beside the link', 'link', '{link} lub {phone}', 'pl link value_not_here phone'],
    ['the day of a visit there is none of', 'link', '{day}: {link}', 'pl link value_not_here day'],
    ['a digit that is not explained', 'times', 'terminy: {times}', 'pl times digit_unsaid 0'],
    ['no way out where no line is added', 'link_only', 'rejestracja: {link}', 'pl link_only way_out_unsaid'],
    ['a way out beside the line', 'link', '{link}. Koniec: STOP', 'pl link way_out_twice STOP'],
    ['a discount', 'link', 'rabat do piątku: {link}', 'pl link advertises rabat'],
    ['a form the message lacks', 'plain', 'czas na kontrolę', 'pl plain form_unknown'],
  ])('are refused with what is wrong: %s', (...[, form, words, expected]) => {
    expect(faultsOf(sms('pl', form, words))).toEqual([expected])
  })

  it('are refused when they lose the hour of the visit', () => {
    const words = 'wizyta {day}. 1 przyjdę, 2 inny termin, 3 nie przyjdę'
    expect(faultsOf(sms('pl', 'reply', words), { message: 'visit_confirm' })).toEqual([
      'pl reply value_needed time',
    ])
  })

  it('are refused when they name what the clinic has not got', () => {
    const words = 'kontrola, {address}. Rejestracja: {link}'
    expect(faultsOf(sms('pl', 'link', words), { clinic: { address: null } })).toEqual([
      'pl link clinic_lacks address',
    ])
  })

  it('hold neither link nor number in Malaysia, named or typed', () => {
    const there = { clinic: { country: 'MY' } }
    expect(faultsOf(sms('ms', 'link', 'Pilih masa: {link}'), there)).toEqual(['ms link form_not_allowed'])
    expect(faultsOf(sms('ms', 'phone', 'Tempah atau henti mesej: {phone}'), there)).toEqual([
      'ms phone form_not_allowed',
    ])
    expect(faultsOf(sms('ms', 'reply', 'Balas 1 atau 2, lihat klinik.my'), there)).toEqual([
      'ms reply address_typed klinik.my',
    ])
    expect(faultsOf(sms('ms', 'reply', 'Balas 1 atau 2, tel. 03-1234 5678'), there)).toEqual([
      'ms reply number_typed 03-1234 5678',
    ])
    expect(faultsOf(sms('ms', 'reply', 'Balas 1 untuk pilih masa, 2 belum'), there)).toEqual([])
  })

  it('are refused for a message that nothing here sends', () => {
    const question = { packs, clinic: atHome, wordings: { recall_reminder: sms('pl', 'link', '{link}') } }
    expect(checkOwnWording({ ...question, messages: new Map() })).toEqual([
      {
        message: 'recall_reminder',
        channel: 'sms',
        language: null,
        part: null,
        kind: 'message_unknown',
        detail: null,
      },
    ])
  })
})

describe('own words of an e-mail', () => {
  it('are accepted part by part', () => {
    expect(
      faultsOf({ email: { pl: { subject: 'Czas na kontrolę' }, ru: { button: 'Записаться' } } }),
    ).toEqual([])
    expect(faultsOf({ email: { pl: { paragraphs: ['{clinic}, {address}.', 'tel. {phone}'] } } })).toEqual([])
  })

  it.each<readonly [string, OwnWording['email'], string]>([
    ['an empty subject', { pl: { subject: '' } }, 'pl subject empty'],
    ['no paragraph', { pl: { paragraphs: [] } }, 'pl paragraphs empty'],
    ['an empty paragraph', { pl: { paragraphs: ['a', ' '] } }, 'pl paragraphs.1 empty'],
    [
      'the link outside of the button',
      { pl: { paragraphs: ['tu: {link}'] } },
      'pl paragraphs.0 value_not_here link',
    ],
    ['a value in the label', { pl: { button: 'Do {clinic}' } }, 'pl button value_not_here clinic'],
    ['a price', { pl: { subject: 'Przegląd 99 zł' } }, 'pl subject advertises 99 zł'],
    ['a bracket alone', { ru: { subject: 'визит }' } }, 'ru subject not_readable LOOSE_BRACKET'],
  ])('are refused with what is wrong: %s', (_, email, expected) => {
    expect(faultsOf({ email }).join('\n')).toContain(expected)
  })

  it('say the day and the hour of a visit in the subject or the text', () => {
    const visit = { message: 'visit_confirm' }
    expect(faultsOf({ email: { pl: { subject: 'Wizyta' } } }, visit)).toEqual([])
    expect(
      faultsOf({ email: { pl: { subject: 'Wizyta', paragraphs: ['Do zobaczenia {day}.'] } } }, visit),
    ).toEqual(['pl paragraphs value_needed time'])
  })

  it('cannot add a mail or a button that the packs do not have', () => {
    const known = packs.messages.messages.get('recall_invitation')
    if (known?.email == null) throw new Error('the invitation has no e-mail')
    const { email } = known
    const buttonless = Object.fromEntries(languages.map((one) => [one, { ...email[one], button: null }]))
    const faults = (changed: MessageTemplate, own: OwnWording) =>
      checkOwnWording({
        packs: { ...packs, messages: { ...packs.messages, messages: new Map([[changed.key, changed]]) } },
        clinic: atHome,
        wordings: { [changed.key]: own },
        messages: new Map([[changed.key, { isAboutVisit: false }]]),
      }).map(({ part, kind }) => [part, kind])
    expect(faults({ ...known, email: null }, { email: { pl: { subject: 'x' } } })).toEqual([
      [null, 'form_unknown'],
    ])
    expect(
      faults({ ...known, email: { ...email, ...buttonless } }, { email: { pl: { button: 'x' } } }),
    ).toEqual([['button', 'form_unknown']])
  })
})

const country = fc.constantFrom('PL', 'RU', 'GB', 'US', 'MY', 'DE')
const template = fc.constantFrom(...templates)
const language = fc.constantFrom(...languages)

function suggestedWording(
  { sms: forms, email }: MessageTemplate,
  allowed: readonly SmsVariantName[],
): OwnWording {
  const textsIn = (one: Language) =>
    Object.fromEntries(allowed.flatMap((form) => (forms[form] ? [[form, forms[form].text[one]]] : [])))
  return {
    sms: Object.fromEntries(languages.map((one) => [one, textsIn(one)])),
    ...(email === null
      ? {}
      : {
          email: Object.fromEntries(
            languages.map((one) => {
              const { button, ...mail } = email[one]
              return [one, button === null ? mail : { ...mail, button }]
            }),
          ),
        }),
  }
}

it('what the packs suggest is never refused as a clinic’s own', () => {
  fc.assert(
    fc.property(template, country, (one, place) => {
      const { sms: rule } = jurisdictionOf(packs.jurisdictions, place)
      const allowed = smsVariantNames.filter((form) =>
        form === 'phone' ? rule.phoneNumbers : rule.links || (form !== 'link' && form !== 'link_only'),
      )
      const faults = faultsOf(suggestedWording(one, allowed), {
        message: one.key,
        clinic: { country: place },
        isAboutVisit: one.purpose === 'visit_admin',
      })
      expect(faults).toEqual([])
    }),
  )
})

it('whatever is accepted leaves between the clinic’s name and the way out, for the same purpose and digits', () => {
  const pieces = [
    'kontrola',
    'визит.',
    '{link}',
    '{address}',
    '0: inne',
    'it’s',
    "'",
    '<',
    '{',
    '}',
    'STOP',
    '1',
  ]
  const words = fc.array(fc.constantFrom(...pieces), { maxLength: 4 })
  const capabilities = { links: true, phoneNumbers: true, inbound: true }
  let accepted = 0
  fc.assert(
    fc.property(
      template,
      language,
      fc.record({ hasTimes: fc.boolean(), before: words, after: words }),
      (one, spoken, { hasTimes, before, after }) => {
        const request = {
          message: one.key,
          language: spoken,
          values: {
            clinic: 'Klinika',
            link: 'https://k.example/b',
            address: 'Długa 12',
            phone: '22 123 45 67',
            day: 'wt 16.03',
            time: '10:30',
            emergency: '112',
            ...(hasTimes ? { times: '1) wt 16.03 10:30' } : {}),
          },
          capabilities,
          plainLetters: false,
          warning: null,
        }
        const suggested = renderSms(packs.messages, { ...request, own: null })
        if (!suggested.ok) return
        const words = one.sms[suggested.value.variant]?.text[spoken] ?? ''
        const own = sms(spoken, suggested.value.variant, [...before, words, ...after].join(' '))
        if (faultsOf(own, { message: one.key }).length > 0) return
        accepted += 1
        const rendered = renderSms(packs.messages, { ...request, own })
        if (!rendered.ok) throw new Error(JSON.stringify(rendered.error))
        const { text, purpose, options, variant } = rendered.value
        expect(text.startsWith('Klinika: ')).toBe(true)
        expect(text).not.toMatch(/[{}]/)
        expect({ purpose, options, variant }).toEqual({
          purpose: one.purpose,
          options: suggested.value.options,
          variant: suggested.value.variant,
        })
        if (one.optOut && addsWayOut(variant))
          expect(text.endsWith(packs.messages.frame.smsOptOut[spoken])).toBe(true)
      },
    ),
    { numRuns: 1500 },
  )
  expect(accepted).toBeGreaterThan(100)
})
