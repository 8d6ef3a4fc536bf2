import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Language, languages } from '../../platform/rules/language.ts'
import { type ReplyIntent, understandReply } from './reply.ts'

const families: Readonly<Record<Language, Partial<Record<ReplyIntent, string>>>> = {
  en: {
    yes: 'y; yep; ok 👍; confirmed; ill come; see u; Yes.; YES please; ok, thank you; I’ll be there; sounds good',
    decline: 'no thx; nah; pass; not interested; no ty; hard pass; No thank you',
    cancel:
      'cancel pls; cant make it; cxl; wont come; cancl; scrap it; I can’t come tomorrow; please cancel my appointment; I do not feel well, cancel please',
    reschedule:
      'another day?; move it; reshedule; push to fri; diff time; swap?; can we do Tuesday?; cancel and rebook for another day',
    later: 'not now; later; next month; busy rn; in may; dunno; maybe later',
    running_late: '10 min late; omw; traffic; runnin late; nearly there; delayed; on my way',
    wrong_number:
      'wrong no; who dis; not anna; wrong person; never been; mistake; this isn’t Anna; who is this?',
    deceased:
      'passed away; died; deceased; shes gone; lost him; dead; my mother died last week; she passed away in May, please stop calling',
    urgent:
      'chest pain; bleeding; cant breathe; swollen; emergency; agony; I can’t breathe and my face is swollen; 1 and chest pain; not later, urgent',
    complaint: 'waited 2h; rude; overcharged; terrible; never again; awful; the receptionist was so rude',
    question: 'how much?; where?; fasting?; which dr?; what time?; parking?; How much is it',
    cost: 'expensive; pricey; broke; no money; cant afford; payday',
    time: 'no time; swamped; working; kids; weekends only; crazy busy',
    fear: 'scared; nervous; hate needles; panic; it hurt; freaks me out',
    no_need: 'im fine; all good; healthy; nothing hurts; done elsewhere; why bother',
    insurance: 'covered?; new insurer; uninsured; in network?; coverage ended; my plan?',
    keep: "don't cancel; don't stop reminding me; I don't want to cancel",
    thanks: 'thanks; Thank you!; thx',
  },
  pl: {
    yes: 'tak; tk; no jasne; bede; potwierdzm; przyjdę; Tak, potwierdzam wizytę; będę na pewno; no',
    decline: 'nie dzięki; niee; odpuszczam; raczej nie; nie chce; nie skorzystam; Nie.; nie, dziękuję',
    cancel:
      'odwołuję; odwolac; nie przyjdę; anuluj; nie dam rady; rezygnuję z wizyty; Proszę odwołać wizytę; niestety nie mogę przyjść',
    reschedule:
      'przełożyć; przelozyc?; inny termin; przesunac; da się pt?; zmiana godziny; Czy mogę przełożyć wizytę?; nie mogę, proszę o inny termin',
    later: 'później; pozniej; może później; nie teraz; dam znac; po wakacjach; odezwę się',
    running_late: 'spóźnię się; spoznie sie; korek; juz jade; zaraz będę; w drodze; spóźnię się 10 minut',
    wrong_number: 'pomyłka; zly numer; nie znam; to nie Anna; niewłaściwa osoba; pomylka',
    deceased: 'nie żyje; niezyje; zmarł; odeszła; zgon; pochowaliśmy; Mąż zmarł w marcu',
    urgent: 'krwawię; duszno; spuchlo; pilne; boli strasznie; ból w klatce; umieram z bólu',
    complaint: 'skandal; skarga; zenada; czekałam 2h; niemiła obsługa; nigdy więcej',
    question: 'ile?; adres?; na czczo?; o ktorej?; jaki lekarz?; skierowanie?',
    cost: 'drogo; za drogo; nie stać mnie; brak kasy; po wypłacie; zdzierstwo',
    time: 'zarobiona; praca; dzieci; nie mam kiedy; tylko weekend; brak czasu',
    fear: 'boję się; boje sie; panikuję; stres; trauma; ostatnio bolało',
    no_need: 'nie boli; zdrowy; po co; nic mi nie jest; byłam gdzie indziej; niepotrzebne',
    insurance: 'NFZ?; pakiet; nieubezpieczona; refundacja?; polisa; abonament',
    keep: 'nie, nie rezygnuję z wizyty; proszę nie odwoływać',
    thanks: 'dziękuję; dzięki!',
  },
  ru: {
    yes: 'да; +; ага; буду; ок; podtverzhdayu; Да, приду; ОК спасибо',
    decline: 'нет спс; неа; не надо; обойдусь; net; не интересует',
    cancel: 'отмените; отмена; не приду; не смогу; otmena; снимите запись; Завтра не смогу прийти',
    reschedule: 'перенести; другой день; а пт?; попозже?; perenesite; перезапишите',
    later: 'позже; потом; potom; не сейчас; после отпуска; напишу сама',
    running_late: 'опаздываю; пробка; задержусь; бегу; opazdyvayu; уже еду',
    wrong_number: 'ошиблись; не туда; не тот; я не Анна; ne tot nomer; не ваш пациент',
    deceased: 'умер; умерла; скончался; не стало; umer; похоронили',
    urgent: 'задыхаюсь; кровь; опухло; срочно; ochen bolit; сильная боль; умираю от боли',
    complaint: 'нахамили; жалоба; безобразие; uzhas; ждал 2ч; ни ногой; больше не приду к вам',
    question: 'сколько?; адрес?; натощак?; во сколько?; skolko?; к кому?',
    cost: 'дорого; dorogo; нет денег; дороговато; после зарплаты; не потяну',
    time: 'некогда; nekogda; работаю; завал; дети; только выходные',
    fear: 'боюсь; страшно; паника; boyus; нервничаю; было больно',
    no_need: 'здоров; zdorov; не болит; незачем; всё ок; уже лечусь',
    insurance: 'ОМС?; ДМС?; polis; нет полиса; полис кончился; другая страховая',
    keep: 'не отменяйте; не останавливайте напоминания',
    thanks: 'спасибо; Спасибо большое!',
  },
  ms: {
    yes: 'ya; ok; jadi; dtg; bole; insyaAllah; Ya, saya akan datang; ok tq',
    decline: 'xnak; taknak; tk nak; xpe; tak minat; tak payah; tak',
    cancel: 'batal; xjd; xdpt hadir; takjadi; cancel; tak dpt dtg; nak batalkan temu janji',
    reschedule: 'tukar tarikh; nk tukar; anjak jumaat; reschedule; hari lain?; ubah masa',
    later: 'nanti; nnti; blm lagi; lepas raya; bln depan; tgk dulu',
    running_late: 'lambat sikit; lmbt; jem; otw; sangkut; dh dekat',
    wrong_number: 'salah nombor; slh no; bukan saya; salah org; tak kenal; siapa ni',
    deceased: 'meninggal; dh meninggal; arwah; dah tiada; ke rahmatullah; innalillah',
    urgent: 'sakit dada; sesak nafas; berdarah; bengkak; kecemasan; sakit sgt',
    complaint: 'tunggu 2jam; biadap; teruk; aduan; xpuas hati; mengecewakan; tak datang dah',
    question: 'brp?; kat mana?; puasa?; pkl brp?; doktor mana?; parking?',
    cost: 'mahal; xmampu; takde duit; tunggu gaji; xde bajet; mahal sgt',
    time: 'sibuk; bz; kerja; xde masa; jaga anak; weekend je',
    fear: 'takut; tkut; cuak; gerun; seram; trauma',
    no_need: 'sihat je; ok je; xsakit; tak perlu; xde apa; dah buat',
    insurance: 'panel?; GL?; xde insurans; kad medical; tukar insurans; cover tak?',
    keep: 'jangan batal',
    thanks: 'terima kasih; tq',
  },
}

const rows = Object.entries(families).flatMap(([language, intents]) =>
  Object.entries(intents).flatMap(([intent, texts]) =>
    texts.split('; ').map((text) => ({ language: language as Language, intent, text })),
  ),
)

describe('the families of answers', () => {
  test.each(rows)('$language: "$text" is $intent', ({ language, intent, text }) => {
    const reply = understandReply(text, {
      languages: [language],
      offeredDigits: ['1', '2'],
      recipientNames: ['Anna'],
    })
    expect(reply).toMatchObject({ intent })
  })
})

describe('traps', () => {
  const spoken = (language: Language) => ({ languages: [language], offeredDigits: ['1', '2'] })

  test.each([
    ["don't cancel", 'en', 'keep'],
    ["can't wait", 'en', 'yes'],
    ['no problem', 'en', 'yes'],
    ["don't stop reminding me", 'en', 'keep'],
    ['nie, nie rezygnuję z wizyty', 'pl', 'keep'],
    ['nie ma problemu', 'pl', 'yes'],
    ['czemu nie', 'pl', 'yes'],
    ['nie mogę się doczekać', 'pl', 'yes'],
    ['не отменяйте', 'ru', 'keep'],
    ['нет, приду', 'ru', 'yes'],
    ['не останавливайте напоминания', 'ru', 'keep'],
    ['не против', 'ru', 'yes'],
    ['да нет, буду', 'ru', 'yes'],
    ['jangan batal', 'ms', 'keep'],
    ['bukan tak nak', 'ms', 'yes'],
    ['tak sabar nak datang', 'ms', 'yes'],
    ['takpe, saya datang', 'ms', 'yes'],
  ] as const)('kept or yes: "%s" (%s) is %s', (text, language, intent) => {
    expect(understandReply(text, spoken(language)).intent).toBe(intent)
  })

  test.each([
    ['my phone died', 'en'],
    ['sorry, my phone was dead', 'en'],
    ['telefon mi padł', 'pl'],
    ['umieram z bólu', 'pl'],
    ['умираю от боли', 'ru'],
    ['телефон умер', 'ru'],
    ['telefon mati', 'ms'],
  ] as const)('not a death: "%s"', (text, language) => {
    expect(understandReply(text, spoken(language)).intent).not.toBe('deceased')
  })

  test.each([
    ['больше не приду к вам', 'ru', 'complaint'],
    ['tak datang dah', 'ms', 'complaint'],
    ['Nie, przyjdę', 'pl', 'unknown'],
    ['nie, odwołuję wizytę', 'pl', 'cancel'],
    ['yes but can we do Friday', 'en', 'reschedule'],
    ['ok?', 'en', 'question'],
    ['no pain', 'en', 'no_need'],
    ['no bleeding', 'en', 'unknown'],
    ['not swollen any more', 'en', 'unknown'],
    ['what should I do about my blood pressure tablets?', 'en', 'question'],
    ['nie boję się', 'pl', 'unknown'],
    ['Czy kontrola krwi jest potrzebna?', 'pl', 'question'],
    ['анализ крови натощак?', 'ru', 'question'],
    ['asdf qwer', 'en', 'unknown'],
    ['', 'en', 'unknown'],
  ] as const)('"%s" (%s) is %s', (text, language, intent) => {
    expect(understandReply(text, spoken(language)).intent).toBe(intent)
  })

  test('a short word means what the first language says', () => {
    const tak = (...spokenHere: Language[]) =>
      understandReply('tak', { languages: spokenHere, offeredDigits: null }).intent
    expect(tak('pl', 'en')).toBe('yes')
    expect(tak('ms', 'en')).toBe('decline')
    expect(tak('en')).toBe('unknown')
    expect(understandReply('no', spoken('pl')).intent).toBe('yes')
    expect(understandReply('no', spoken('en')).intent).toBe('decline')
    expect(understandReply('ya', spoken('ms')).intent).toBe('yes')
    expect(understandReply('ya', spoken('ru')).intent).toBe('unknown')
    expect(understandReply('3x', spoken('ms')).intent).toBe('unknown')
  })

  test('another language is understood when it explains the whole text', () => {
    expect(understandReply('cannot come tomorrow', spoken('pl'))).toMatchObject({
      intent: 'cancel',
      language: 'en',
    })
    expect(understandReply('не приду', spoken('en'))).toMatchObject({ intent: 'cancel', language: 'ru' })
    expect(understandReply('ból w klatce', spoken('en'))).toMatchObject({ intent: 'urgent', language: 'pl' })
  })

  test('a soft yes is a yes of less confidence', () => {
    expect(understandReply('insyaAllah', spoken('ms'))).toMatchObject({ intent: 'yes', confidence: 'phrase' })
    expect(understandReply('ya', spoken('ms'))).toMatchObject({ intent: 'yes', confidence: 'exact' })
  })

  test('Russian on the other keyboard is read again', () => {
    expect(understandReply('ghble', spoken('ru')).intent).toBe('yes')
  })
})

describe('a digit', () => {
  const offered = { languages: ['en'] as const, offeredDigits: ['1', '2', '3'] }

  test.each(['1', ' 1 ', '1.', '(1)', '1)', '1!', '“1”', '1️⃣', '１', '1\n', '*1*'])(
    'alone is a choice: %j',
    (text) => {
      expect(understandReply(text, offered)).toMatchObject({ intent: 'choice', digit: '1' })
    },
  )

  test.each([
    '1 please',
    '1 2',
    '1,5',
    '1.2',
    '10:1',
    '1?',
    'esok2',
    '4asa',
    '6',
    '12',
    '+1',
    '1a',
    '2h',
    'ok 1',
    '№1',
    '1/2',
    '½',
  ])('is no choice in %j', (text) => {
    expect(understandReply(text, offered).intent).not.toBe('choice')
  })

  test('without an open prompt chooses nothing', () => {
    expect(understandReply('1', { languages: ['en'], offeredDigits: null })).toMatchObject({
      intent: 'unknown',
      rule: 'digit without an open prompt',
    })
  })

  test('inside a word is never a choice', () => {
    const letters = fc.stringMatching(/^\p{L}{1,6}$/u)
    fc.assert(
      fc.property(letters, fc.constantFrom('1', '2', '3'), letters, (before, digit, after) => {
        expect(understandReply(`${before}${digit}`, offered).intent).not.toBe('choice')
        expect(understandReply(`${before}${digit}${after}`, offered).intent).not.toBe('choice')
        expect(understandReply(`${digit}${after}`, offered).intent).not.toBe('choice')
      }),
    )
  })
})

describe('any text at all', () => {
  const intents =
    /^(choice|yes|keep|thanks|unknown|urgent|deceased|wrong_number|complaint|reschedule|cancel|running_late|insurance|cost|fear|no_need|later|time|question|decline)$/
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units)),
  )
  test('is understood or unknown, never an error', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...languages), (text, language) => {
        const reply = understandReply(text, { languages: [language], offeredDigits: ['1'] })
        expect(reply.intent).toMatch(intents)
      }),
    )
  })
  test('is read even at 100 kB', () => {
    for (const text of [
      'tak '.repeat(25_000),
      'don’t '.repeat(20_000),
      '\ud800'.repeat(100_000),
      '1'.repeat(100_000),
    ]) {
      expect(understandReply(text, { languages: ['pl'], offeredDigits: ['1'] }).intent).toMatch(intents)
    }
  })
  test('urgent beats everything else in it', () => {
    const urgent = fc.constantFrom('chest pain', 'I am bleeding', 'cannot breathe', 'emergency')
    const other = fc.constantFrom(
      'cancel my appointment',
      'yes',
      'running late',
      'thanks',
      'how much is it',
      'not now',
      'wrong number',
      'he died',
    )
    fc.assert(
      fc.property(urgent, other, fc.boolean(), (first, second, turned) => {
        const text = turned ? `${second}. ${first}` : `${first}. ${second}`
        expect(understandReply(text, { languages: ['en'], offeredDigits: ['1'] }).intent).toBe('urgent')
      }),
    )
  })
})
