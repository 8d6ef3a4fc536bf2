import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Language, languages } from '../../platform/rules/language.ts'
import { type OptOutContext, recogniseOptOut } from './opt-out.ts'

const quiet: OptOutContext = {
  languages: ['en'],
  country: 'GB',
  hasRecentVisitPrompt: false,
  hasOpenVisit: false,
}

function decide(text: string, context: Partial<OptOutContext> = {}) {
  return recogniseOptOut(text, { ...quiet, ...context })
}

const exactWords = [
  ...[
    'stop',
    'stopall',
    'unsubscribe',
    'revoke',
    'optout',
    'opt out',
    'opt-out',
    'stop all',
    'remove me',
    'do not contact',
  ],
  ...[
    'rezygnacja',
    'wypisz',
    'wypisuję',
    'wypisuje',
    'nie wysyłaj',
    'NIE WYSYLAJ',
    'stop sms',
    'koniec sms',
    'wypisz mnie',
  ],
  ...['cofam zgodę', 'wycofuję zgodę', 'sprzeciw', 'usuń numer'],
  ...[
    'стоп',
    'отписка',
    'отписаться',
    'не писать',
    'отпишите',
    'не пишите',
    'хватит',
    'прекратите',
    'отзываю согласие',
    'otpiska',
  ],
  ...[
    'berhenti',
    'henti',
    'stop all',
    'henti mesej',
    'jangan hantar',
    'nyahlanggan',
    'tarik balik persetujuan',
    'unsub',
  ],
]

describe('a clear opt-out word', () => {
  test.each(exactWords)('"%s" ends messages without review, whatever the language on record', (word) => {
    for (const language of languages) {
      const decision = decide(word, { languages: [language] })
      expect(decision).toMatchObject({ kind: 'opt_out', rule: 'exact', review: false })
    }
  })

  const spelt = [
    ...[
      'STOP',
      'Stop!',
      '«СТОП»',
      'ＳＴＯＰ',
      'S T O P',
      'S.T.O.P.',
      'stop stop stop',
      'STOOOP',
      'ST0P',
      's​top',
      'sto\u0301p',
    ],
    ...[
      'CTOП',
      'стoп',
      'STОP',
      'стоп.',
      'Stóp',
      'stopp',
      'хватитт',
      'ne pishite',
      'hvatit',
      'khvatit',
      'СТО́П',
      'stop 🛑',
      "'stop'",
    ],
  ]
  test.each(spelt)('is recognised in the spelling %j', (text) => {
    expect(decide(text, { languages: ['ru'] }).kind).toBe('opt_out')
  })

  test.each(['cnjg', 'Cnjg!', 'ыещз', 'ЫЕЩЗ', 'jngbcrf', '[dfnbn'])(
    'is recognised on the other keyboard: %s',
    (text) => {
      expect(decide(text, { languages: ['ru'] })).toMatchObject({ kind: 'opt_out', rule: 'other_keyboard' })
    },
  )

  const around = fc.string({ unit: fc.constantFrom(...' \t\n.,!?;:-–—"\'„”«»()[]…*/'), maxLength: 6 })
  const casings: readonly (readonly [string, (text: string) => string])[] = [
    ['small letters', (text) => text],
    ['capitals', (text) => text.toUpperCase()],
    ['a capital first', (text) => text.charAt(0).toUpperCase() + text.slice(1)],
  ]
  test.each(casings)('stays one between any marks and spaces, in %s', (_, write) => {
    fc.assert(
      fc.property(fc.tuple(around, around), fc.constantFrom(...exactWords), (marks, word) => {
        expect(decide(`${marks[0]}${write(word)}${marks[1]}`).kind).toBe('opt_out')
      }),
    )
  })
})

describe('an opt-out in a phrase', () => {
  const phrasesOf: Readonly<Record<Language, string>> = {
    en: 'stop pls; dont text; take me off; leave me alone; enuf; ok stop; yes please stop; Stop. Thank you; please stop texting me; Please STOP sending me these messages; STOP. I moved to another city; do not text me again; no more texts please; I want to opt out; I don’t want any more messages; remove my number; take me off your list; No, stop texting me; please unsubscribe me; cancel these texts; Hi, stop',
    pl: 'nie piszcie; wypiszcie; dajcie spokoj; zadnych smsow; usuńcie numer; przestańcie; stop. dziękuję; proszę nie wysyłać więcej SMS-ów; nie chcę już wiadomości od was; proszę mnie wypisać; rezygnuję z SMS-ów; tak, stop; nie życzę sobie smsów; Proszę usunąć mój numer; nie, wypiszcie mnie; przestańcie do mnie pisać',
    ru: 'отстаньте; удалите номер; больше не пишите мне; не присылайте сообщения; хватит писать; отпишите меня; Стоп, спасибо; отказ от рассылки; udalite nomer; otstante; не надо мне писать; остановите рассылку; стоп пжл; отключите смс',
    ms: 'jgn mesej; stop hantar; xnak sms; buang no; sudah2la; tolong jangan hantar mesej lagi; stop la; tak nak terima sms lagi; padam nombor saya; henti hantar mesej; jgn kacau saya; ok stop',
  }
  const rows = Object.entries(phrasesOf).flatMap(([language, texts]) =>
    texts.split('; ').map((text) => ({ language, text })),
  )
  test.each(rows)('$language: "$text" ends messages and is reviewed', ({ text }) => {
    for (const language of languages) {
      expect(decide(text, { languages: [language] })).toMatchObject({ kind: 'opt_out', review: true })
    }
  })

  test.each(['stpo', 'Sotp', 'stoq', 'unsubcribe', 'berhneti', 'wypisuej', 'хвтит', 'отпика'])(
    'a typing error is forgiven: %s',
    (text) => {
      expect(decide(text)).toMatchObject({ kind: 'opt_out', review: true })
    },
  )
})

describe('what only looks like an opt-out', () => {
  const innocent = [
    ...[
      'bus stop',
      'stop by at 5',
      'Can I stop by at 5?',
      'quit smoking',
      'I want to quit smoking',
      "don't stop reminding me",
    ],
    ...[
      'You did not text me the time',
      'I did not get your messages',
      'shop',
      'step',
      'how do I get there from the bus stop?',
    ],
    ...[
      'take me off the waiting list',
      'i cant stop the bleeding',
      'non-stop pain',
      'please remove my wisdom tooth',
      'next stop',
      'stopped smoking',
    ],
    ...[
      'ból stóp',
      'bol stop',
      'przystanek',
      'wpisz mnie',
      'zapisz mnie',
      'wypiszcie mi receptę',
      'nie rezygnuję z wizyty',
      'rezygnuję z wizyty',
    ],
    ...[
      'nie dostałam żadnych smsów',
      'bez powiadomienia odwołaliście',
      'nie wypisujcie mnie',
      'koniec roku',
      'sto',
      'po co mam pisać',
    ],
    ...[
      'УЗИ стоп',
      'остановка',
      'не останавливайте напоминания',
      'не останавливайте',
      'болят стопы',
      'запишите',
      'подпишите',
      'сто',
    ],
    ...[
      'не получил смс',
      'отпишусь позже',
      'отказываюсь от визита',
      'отказ от приёма',
      'не беспокойтесь',
      'перезапишите',
    ],
    ...[
      'bas stop',
      'outstation',
      'henti merokok',
      'saya nak berhenti merokok',
      'nanti',
      'jangan henti mesej',
      'tak dapat mesej',
      'jangan lupa mesej saya',
    ],
    ...['yes', 'tak', 'да', 'ya', '1', '', '   ', '?', '👍', 'no thanks', 'нет, приду'],
  ]
  test.each(innocent)('"%s" ends nothing', (text) => {
    for (const language of languages) {
      expect(['none', 'start', 'help']).toContain(decide(text, { languages: [language] }).kind)
    }
  })
})

describe('a word that may mean the visit', () => {
  test.each([
    'cancel',
    'CANCEL.',
    'anuluj',
    'Отмена',
    'batal',
    'end',
    'quit',
    'dość',
    'отказываюсь',
    'cukup',
    'tamat',
    'otmena',
  ])('"%s" asks which one, and after a visit prompt is taken to be about the visit', (word) => {
    expect(decide(word)).toMatchObject({ kind: 'ambiguous', isRefusal: false, isAboutVisit: false })
    expect(decide(word, { hasRecentVisitPrompt: true })).toMatchObject({
      kind: 'ambiguous',
      isAboutVisit: true,
    })
  })

  test.each(['cancel', 'END', 'quit', 'anuluj', 'отмена', 'batal', 'cancel pls'])(
    '"%s" always opts out in the United States, with a task where a visit is open',
    (word) => {
      expect(decide(word, { country: 'US', hasRecentVisitPrompt: true, hasOpenVisit: true })).toMatchObject({
        kind: 'opt_out',
        visitTask: true,
      })
      expect(decide(word, { country: 'US' })).toMatchObject({ kind: 'opt_out', visitTask: false })
    },
  )

  test.each(['rezygnuję', 'Rezygnuje.', 'koniec', 'отказ', 'out'])(
    '"%s" opts out, and after a visit prompt the visit is asked about',
    (word) => {
      expect(decide(word)).toMatchObject({ kind: 'opt_out', asksAboutVisit: false })
      expect(decide(word, { hasRecentVisitPrompt: true })).toMatchObject({
        kind: 'opt_out',
        asksAboutVisit: true,
      })
    },
  )

  test.each([
    ['no', 'en'],
    ['nie', 'pl'],
    ['нет', 'ru'],
    ['HET', 'ru'],
    ['tak nak', 'ms'],
    ['xnak', 'ms'],
  ] as const)('a plain "%s" is a refusal, not an opt-out', (word, language) => {
    expect(decide(word, { languages: [language] })).toMatchObject({ kind: 'ambiguous', isRefusal: true })
  })

  test('a Polish "no" is a yeah', () => {
    expect(decide('no', { languages: ['pl', 'en'] }).kind).toBe('none')
  })
})

describe('starting again and help', () => {
  test.each(['START', 'start please', 'unstop', 'WZNÓW', 'wznow', 'СТАРТ', 'Mula', 'cnfhn'])(
    '"%s" starts again',
    (text) => {
      expect(decide(text, { languages: ['ru'] }).kind).toBe('start')
    },
  )
  test.each(['HELP', 'info', 'POMOC', 'помощь', 'bantuan'])('"%s" asks for help', (text) => {
    expect(decide(text).kind).toBe('help')
  })
  test.each(['yes', 'tak', 'да', 'ya'])('"%s" never starts messages again', (text) => {
    expect(decide(text).kind).toBe('none')
  })
})

describe('any text at all', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom(
          'stop',
          'не',
          'dont',
          ' ',
          '.',
          'x',
          '1',
          'tak',
          '\ud83d',
          'constructor',
          '__proto__',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )
  test('gets a decision', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
        expect(decide(text, { languages: [language] }).kind).toMatch(/^(opt_out|ambiguous|start|help|none)$/)
      }),
    )
  })
  test('gets one even at 100 kB', () => {
    expect(decide('stop by at five '.repeat(6400)).kind).toBe('none')
    expect(decide(`${' '.repeat(100_000)}stop`).kind).toBe('opt_out')
    expect(decide('a'.repeat(100_000)).kind).toBe('none')
    expect(decide('ﷺ'.repeat(30_000)).kind).toBe('none')
  })
})
