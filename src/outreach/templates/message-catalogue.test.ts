import { describe, expect, it } from 'vitest'
import { numberedTimes, shortDay, shortTime } from '../../platform/i18n/format-time.ts'
import type { Reading } from '../../platform/i18n/reading.ts'
import { type Language, languages } from '../../platform/rules/language.ts'
import { loadJurisdictions } from '../packs/load-jurisdictions.ts'
import { loadMessages } from '../packs/load-messages.ts'
import { jurisdictionOf, smsCapabilities } from '../rules/jurisdiction.ts'
import {
  type MessageTemplate,
  type MessageValues,
  type SmsVariantName,
  smsVariantNames,
} from '../rules/message-template.ts'
import { type RenderedSms, renderEmail, renderSms } from './render-message.ts'

const pack = await loadMessages()
const jurisdictions = await loadJurisdictions()
const templates = [...pack.messages.values()]
const bySms = templates.filter(({ sms }) => Object.keys(sms).length > 0)
const byEmail = templates.filter(({ email }) => email !== null)

const readings: Readonly<Record<Language, Reading>> = {
  en: { language: 'en', country: 'GB', zone: 'Europe/London' },
  pl: { language: 'pl', country: 'PL', zone: 'Europe/Warsaw' },
  ru: { language: 'ru', country: 'RU', zone: 'Europe/Moscow' },
  ms: { language: 'ms', country: 'MY', zone: 'Asia/Kuala_Lumpur' },
}

/** The longest that is promised to fit: a name of 14 characters (7 in Cyrillic), a link of 29, an address of 16. */
const clinics: Readonly<Record<Language, string>> = {
  en: 'Riverside Cli.',
  pl: 'Gabinet Żółty.',
  ru: 'Клиника',
  ms: 'Klinik Melur A',
}
const phones: Readonly<Record<Language, string>> = {
  en: '020 7946 0123',
  pl: '22 123 45 67',
  ru: '8 912 345-67-89',
  ms: '03-1234 5678',
}

function valuesIn(language: Language, offers: number): MessageValues {
  const reading = readings[language]
  const at = (day: number, clock: string) =>
    Temporal.PlainDateTime.from(`2026-12-${day}T${clock}`).toZonedDateTime(reading.zone).toInstant()
  const times = [at(16, '15:05'), at(17, '10:30'), at(23, '13:15')].slice(0, offers)
  return {
    clinic: clinics[language],
    link: 'https://kembali.example/aB3dE',
    phone: phones[language],
    day: shortDay(at(23, '15:05'), reading),
    time: shortTime(at(23, '15:05'), reading),
    address: 'ul. Długa 12/34 ',
    emergency: '112',
    ...(offers === 0 ? {} : { times: numberedTimes(times, reading) }),
  }
}

function rendered(template: MessageTemplate, name: SmsVariantName, language: Language): RenderedSms | null {
  const variant = template.sms[name]
  if (variant === undefined) return null
  const only = { ...pack, messages: new Map([[template.key, { ...template, sms: { [name]: variant } }]]) }
  const result = renderSms(only, {
    message: template.key,
    language,
    values: valuesIn(language, name === 'times' ? 2 : 0),
    capabilities: { links: true, phoneNumbers: true, inbound: true },
    plainLetters: true,
    warning: null,
    own: null,
  })
  if (!result.ok) throw new Error(`${template.key} ${name}: ${JSON.stringify(result.error)}`)
  return result.value
}

/** Every SMS there is, in one language. */
function everySms(
  language: Language,
): readonly { readonly template: MessageTemplate; readonly sms: RenderedSms }[] {
  return bySms.flatMap((template) =>
    smsVariantNames.flatMap((name) => {
      const sms = rendered(template, name, language)
      return sms === null ? [] : [{ template, sms }]
    }),
  )
}

describe('every SMS fits', () => {
  /** Malay carriers put "RM0.00 " in front. Russian counts in UCS-2: two parts. */
  const room: Readonly<Record<Language, number>> = { en: 160, pl: 160, ru: 134, ms: 153 }

  it.each(languages)(
    '%s: one part (two in Cyrillic), also with two offered times wherever possible',
    (language) => {
      const tooLong = everySms(language)
        .filter(({ sms }) => sms.sms.units > room[language])
        .map(({ sms }) => `${sms.message} ${sms.variant} ${sms.sms.units}`)
      // The neutral wording for who may not want a visit costs a second part together with two long times.
      const allowed = tooLong.filter((text) => !text.startsWith('reactivation_inactive_12_18 times'))
      expect(allowed).toEqual([])
    },
  )

  it.each(['en', 'pl', 'ms'] as const)(
    '%s: in the GSM alphabet, without a character that doubles the price',
    (language) => {
      expect(everySms(language).flatMap(({ sms }) => sms.sms.offenders)).toEqual([])
    },
  )

  it('Polish with its marks still fits two parts', () => {
    for (const template of bySms) {
      for (const [name, variant] of Object.entries(template.sms)) {
        if (name === 'times') continue
        const filled = variant.text.pl.replace(
          /\{(\w+)\}/g,
          (_, value: string) => Object.entries(valuesIn('pl', 0)).find(([key]) => key === value)?.[1] ?? '',
        )
        const ending =
          template.optOut && (name === 'link' || name === 'reply') ? ` ${pack.frame.smsOptOut.pl}` : ''
        expect(`${clinics.pl}: ${filled}${ending}`.length, template.key).toBeLessThanOrEqual(134)
      }
    }
  })
})

describe('every message can be sent where patients are', () => {
  const places = [
    { country: 'US', readsReplies: true },
    { country: 'GB', readsReplies: true },
    { country: 'PL', readsReplies: true },
    { country: 'MY', readsReplies: true },
    { country: 'RU', readsReplies: false },
  ]
  const opening = bySms.filter(({ key }) => !key.startsWith('reply_'))

  it.each(places)('$country, in all four languages', ({ country, readsReplies }) => {
    const capabilities = smsCapabilities(jurisdictionOf(jurisdictions, country), {
      readsReplies,
      hasPublicAddress: true,
    })
    for (const template of opening) {
      for (const language of languages) {
        const values = valuesIn(language, 2)
        const result = renderSms(pack, {
          message: template.key,
          language,
          values,
          capabilities,
          plainLetters: true,
          warning: null,
          own: null,
        })
        expect(result.ok, `${template.key} ${language}`).toBe(true)
        if (result.ok && !readsReplies) expect(result.value.options).toEqual({})
      }
    }
  })

  it('a Malaysian SMS holds no link and no phone number, whatever the message', () => {
    const capabilities = smsCapabilities(jurisdictionOf(jurisdictions, 'MY'), {
      readsReplies: true,
      hasPublicAddress: true,
    })
    for (const template of bySms) {
      for (const language of languages) {
        const result = renderSms(pack, {
          message: template.key,
          language,
          values: valuesIn(language, 2),
          capabilities,
          plainLetters: true,
          warning: null,
          own: null,
        })
        if (!result.ok) continue
        expect(result.value.text).not.toMatch(/https?:|www\.|\.example/)
        expect(result.value.text).not.toContain(phones[language])
      }
    }
  })

  it('says it cannot be sent where nothing that is allowed would work', () => {
    const result = renderSms(pack, {
      message: 'recall_invitation',
      language: 'ms',
      values: valuesIn('ms', 0),
      capabilities: { links: false, phoneNumbers: false, inbound: false },
      plainLetters: true,
      warning: null,
      own: null,
    })
    expect(result).toEqual({ ok: false, error: { kind: 'no_variant', message: 'recall_invitation' } })
  })
})

describe('the way out', () => {
  it('stands in every invitation, in words the opt-out code knows', () => {
    const words: Readonly<Record<Language, RegExp>> = { en: /STOP$/, pl: /STOP$/, ru: /СТОП$/, ms: /STOP$/ }
    const atTheLink: Readonly<Record<Language, RegExp>> = {
      en: /opt out/,
      pl: /rezygnacja/i,
      ru: /отписка/i,
      ms: /henti mesej/,
    }
    for (const language of languages) {
      for (const { template, sms } of everySms(language)) {
        if (!template.optOut) continue
        const needsNoReply = sms.variant === 'link_only' || sms.variant === 'phone'
        expect(sms.text).toMatch(needsNoReply ? atTheLink[language] : words[language])
      }
    }
  })

  it('is no command for an appointment: nobody is told to write CANCEL or STOP about a visit', () => {
    const command = /\b(CANCEL|ANULUJ|BATAL|ОТМЕНА)\b/
    for (const language of languages) {
      for (const { sms } of everySms(language)) expect(sms.text).not.toMatch(command)
    }
  })
})

/** Beginnings of words that press, frighten, shame, promise or sell, and slips of address (facts on tone). */
const unwanted: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'neglect',
    'ignor',
    'failed',
    'at your age',
    'at risk',
    'you must',
    'have to',
    'final notice',
    'only today',
    'hurry',
    'last places',
    'guarantee',
    'painless',
    'best',
    'too late',
    'disappoint',
    'discount',
    'promo',
    'we miss',
    'special offer',
    "n't",
  ],
  pl: [
    'zaniedb',
    'nie stawi',
    'wieku',
    'zagroż',
    'grozi',
    'musi',
    'ostatnie wezwanie',
    'skreśl',
    'tylko dziś',
    'nie zwlekaj',
    'ostatnie miejsca',
    'gwaran',
    'bezbole',
    'najlep(?!iej)',
    'za późno',
    'rabat',
    'gratis',
    'promoc',
    'zaprasza',
    'zachęca',
    'witam',
    'szanown',
    'twoj',
    'twój',
    'pan/pani',
    'pani? ',
  ],
  ru: [
    'запустили',
    'игнорир',
    'не явились',
    'из-за вас',
    'в вашем возрасте',
    'угроз',
    'останетесь',
    'обязан',
    'предупрежд',
    'с учёта',
    'только сегодня',
    'успейте',
    'последние места',
    'гарант',
    'без боли',
    'лучш',
    'не поздно',
    'обидно',
    'скидк',
    'бесплатн',
    'акци',
    'уважаем',
    'ты',
    'вас нет',
  ],
  ms: [
    'abai',
    'endah',
    'gagal',
    'pada usia',
    'berisiko',
    'wajib',
    'amaran',
    'gugur',
    'hari ini sahaja',
    'jangan tunggu',
    'terhad',
    'dijamin',
    'tanpa sakit',
    'terbaik',
    'terlambat',
    'kecewa',
    'diskaun',
    'percuma',
    'promosi',
    'awak',
    'kamu',
    'kau',
    'butuh',
    'bisa',
    'jadwal',
    'silakan',
    'assalam',
  ],
}

describe('the tone', () => {
  it.each(languages)(
    '%s: nothing presses, frightens, shames, promises or sells, and nobody is addressed wrongly',
    (language) => {
      const emails = byEmail.flatMap(({ email }) => (email === null ? [] : [email[language]]))
      const all = [
        ...everySms(language).map(({ sms }) => sms.text),
        ...bySms.flatMap(({ sms }) => Object.values(sms).map((variant) => variant.text[language])),
        ...emails.flatMap(({ subject, paragraphs, button }) => [subject, ...paragraphs, button ?? '']),
        ...Object.values(pack.frame).map((text: Readonly<Record<Language, string>>) => text[language]),
      ]
      for (const phrase of unwanted[language]) {
        const word =
          language === 'ru' && phrase === 'ты'
            ? /(?<!\p{L})ты(?!\p{L})/iu
            : new RegExp(`(?<!\\p{L})${phrase}`, 'iu')
        expect(
          all.filter((text) => word.test(text)),
          phrase,
        ).toEqual([])
      }
      expect(all.filter((text) => text.includes('!'))).toEqual([])
      expect(all.filter((text) => /\(\p{L}{1,2}\)|\/-\p{L}/u.test(text))).toEqual([])
    },
  )
})

describe('every e-mail', () => {
  it('renders whole in all four languages, with a subject that is not cut on a phone', () => {
    for (const template of byEmail) {
      for (const language of languages) {
        const result = renderEmail(pack, {
          message: template.key,
          language,
          values: valuesIn(language, 0),
          optOutLink: 'https://kembali.example/out',
          warning: null,
          own: null,
        })
        if (!result.ok) throw new Error(`${template.key} ${language}: ${JSON.stringify(result.error)}`)
        expect(result.value.subject.length, template.key).toBeLessThanOrEqual(60)
        expect(result.value.text).not.toMatch(/[{}]/)
        expect(result.value.text).toContain(result.value.reason)
        expect(result.value.optOut !== null).toBe(template.optOut)
      }
    }
  })

  it('has as many paragraphs and the same button in every language', () => {
    for (const { key, email } of byEmail) {
      if (email === null) continue
      const shapes = languages.map(
        (language) => `${email[language].paragraphs.length} ${email[language].button === null}`,
      )
      expect(new Set(shapes).size, key).toBe(1)
    }
  })
})
