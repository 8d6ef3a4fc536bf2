// What simulated patients write: families of free words in four languages, short, as people type them.
// - They are input for the real understanding, so they follow how people write, not how the program reads.
// - Nobody writes anything here that would name a real person or place.

import type { SimulatedLanguage } from './person.ts'

export type Saying =
  | 'confirm'
  | 'move'
  | 'cancel'
  | 'later'
  | 'decline'
  | 'question'
  | 'cost'
  | 'complaint'
  | 'urgent'
  | 'wrong_number'
  | 'deceased'
  | 'elsewhere'
  | 'stop'
  | 'other_time'
  | 'late'
  | 'call_me'
  | 'thanks'

type Phrases = readonly [string, ...string[]]

export const sayings: Readonly<Record<SimulatedLanguage, Readonly<Record<Saying, Phrases>>>> = {
  pl: {
    confirm: ['tak', 'Tak, będę', 'potwierdzam', 'przyjdę, dziękuję', 'ok bede'],
    move: [
      'można przełożyć?',
      'inny termin poprosze',
      'czy da się przesunąć na pt?',
      'przełożyć na przyszły tydzień',
    ],
    cancel: ['odwołuję', 'nie dam rady przyjść', 'niestety nie przyjdę', 'odwolac prosze'],
    later: ['nie teraz', 'odezwę się później', 'po wakacjach', 'dam znać'],
    decline: ['nie dziękuję', 'raczej nie skorzystam', 'nie jestem zainteresowany'],
    question: [
      'czy trzeba być na czczo?',
      'jaki lekarz przyjmuje?',
      'jest parking?',
      'czy mogę przyjść z dzieckiem?',
    ],
    cost: ['ile to kosztuje?', 'za drogo teraz', 'po wypłacie'],
    complaint: ['ostatnio czekałam 2h, to skandal', 'niemiła obsługa, chcę złożyć skargę'],
    urgent: ['silny ból i spuchło mi pół twarzy', 'mam silny ból zęba, pilne'],
    wrong_number: ['to pomyłka', 'pomyłka, zły numer', 'nie znam takiej osoby, zły numer'],
    deceased: ['mama nie żyje', 'tata zmarł w maju'],
    elsewhere: ['byłam już gdzie indziej', 'leczę się już gdzie indziej'],
    stop: ['STOP', 'Stop. Dziękuję', 'proszę nie pisać więcej', 'wypiszcie mnie'],
    other_time: ['a jest coś po 17?', 'tylko w sobotę mogę', 'może w przyszłym tygodniu rano?'],
    late: ['spóźnię się 10 min', 'stoję w korku, będę za chwilę'],
    call_me: ['proszę o telefon', 'proszę oddzwonić po 16'],
    thanks: ['dziękuję', 'super, dzięki'],
  },
  ru: {
    confirm: ['да', 'Да, приду', 'буду', 'подтверждаю', 'ок, спасибо'],
    move: ['можно перенести?', 'другой день можно?', 'перенесите на пт пожалуйста', 'а позже на неделе?'],
    cancel: ['отмените пожалуйста', 'не смогу прийти', 'не приду, извините', 'снимите запись'],
    later: ['не сейчас', 'позже напишу', 'после отпуска', 'потом'],
    decline: ['нет спасибо', 'не интересует', 'не надо'],
    question: ['а натощак нужно?', 'к какому врачу?', 'парковка есть?', 'можно с ребёнком?'],
    cost: ['сколько стоит?', 'дорого сейчас', 'после зарплаты'],
    complaint: ['в прошлый раз ждал 2 часа, безобразие', 'нахамили на ресепшене, хочу написать жалобу'],
    urgent: ['сильная боль и опухла щека', 'очень болит зуб, срочно'],
    wrong_number: ['вы ошиблись номером', 'не туда попали', 'это не тот номер'],
    deceased: ['мама умерла', 'он скончался весной'],
    elsewhere: ['уже был у другого врача', 'лечусь в другой клинике'],
    stop: ['СТОП', 'не пишите мне больше', 'отпишите меня', 'стоп спасибо'],
    other_time: ['а после 17 есть?', 'только в субботу могу', 'на следующей неделе утром можно?'],
    late: ['опаздываю на 10 минут', 'пробка, скоро буду'],
    call_me: ['перезвоните пожалуйста', 'позвоните мне после 16'],
    thanks: ['спасибо', 'спс'],
  },
  ms: {
    confirm: ['ya', 'ok saya datang', 'boleh, jadi', 'sahkan', 'dtg insyaAllah'],
    move: ['boleh tukar tarikh?', 'nak tukar hari lain', 'boleh anjak ke jumaat?', 'tukar masa boleh?'],
    cancel: ['batal ya', 'tak dapat datang', 'maaf xdpt hadir', 'takjadi datang'],
    later: ['nanti dulu', 'belum lagi', 'bulan depan', 'lepas raya'],
    decline: ['tak nak terima kasih', 'tak minat', 'tak payah'],
    question: ['perlu puasa ke?', 'doktor mana?', 'ada parking?', 'boleh bawa anak?'],
    cost: ['berapa harga?', 'mahal sangat', 'tunggu gaji'],
    complaint: ['hari tu tunggu 2 jam, teruk', 'staf biadap, saya nak buat aduan'],
    urgent: ['sakit gigi sangat, muka bengkak', 'sakit sangat, kecemasan'],
    wrong_number: ['salah nombor', 'bukan saya, salah orang', 'tak kenal, salah nombor'],
    deceased: ['ibu saya dah meninggal', 'arwah dah tiada'],
    elsewhere: ['dah buat di tempat lain', 'saya dah pergi klinik lain'],
    stop: ['BERHENTI', 'jangan hantar mesej lagi', 'stop hantar', 'henti mesej'],
    other_time: ['ada lepas pukul 5?', 'hujung minggu je boleh', 'minggu depan pagi ada?'],
    late: ['lambat 10 minit', 'jalan jem, dah dekat'],
    call_me: ['tolong telefon saya', 'call saya petang ni boleh?'],
    thanks: ['terima kasih', 'ok tq'],
  },
  en: {
    confirm: ['yes', "Yes I'll come", 'confirmed', 'ok see you then', 'y'],
    move: ['can I move it?', 'another day please', 'could we do friday instead?', 'need to reschedule'],
    cancel: ['cancel please', "can't make it sorry", "I won't be able to come", 'have to cancel'],
    later: ['not now', 'maybe later', 'next month', 'busy right now'],
    decline: ['no thanks', 'not interested', 'no thank you'],
    question: ['do I need to fast?', 'which doctor is it?', 'is there parking?', 'can I bring my son along?'],
    cost: ['how much is it?', 'too expensive right now', 'after payday'],
    complaint: ['waited 2 hours last time, terrible', 'your receptionist was rude, I want to complain'],
    urgent: ['bad tooth pain and my face is swollen', "I'm in agony, it's an emergency"],
    wrong_number: ['wrong number', 'you have the wrong person', 'wrong number, I have never been there'],
    deceased: ['my mother passed away', 'he died in spring'],
    elsewhere: ['already had it done elsewhere', 'I go to another practice now'],
    stop: ['STOP', 'Stop. Thank you', 'please stop texting me', 'remove me'],
    other_time: ['anything after 5?', 'weekends only for me', 'next week in the morning?'],
    late: ['running 10 min late', 'stuck in traffic, nearly there'],
    call_me: ['please call me', 'can you ring me after 4?'],
    thanks: ['thank you', 'great, thanks'],
  },
}
