// Words and phrases by which people end, restart or ask about messages. Data only. Invariants: folded; a word stands
// in one list of its language; nothing here is offered to patients as a command for appointments.
// Source: facts on compliance §2 (FCC per-se list, carrier defaults; pl ru ms from memory, unverified) and facts on
// languages §6 and §8 (families, no native reader yet).

import type { Language } from '../../platform/rules/language.ts'
import { type Phrase, phrases } from './patterns.ts'

export interface OptOutWords {
  /** The whole text, nothing beside it: opt-out, no review. */
  readonly exact: readonly Phrase[]
  /** Opt-out words that are also said of visits: suppress, and after a visit prompt ask about the visit. */
  readonly alsoOfVisits: readonly Phrase[]
  /** Could mean the visit or the messages; in the United States an opt-out first. */
  readonly either: readonly Phrase[]
  /** A plain refusal: never an opt-out by itself, yet perhaps meant as one. */
  readonly refusal: readonly Phrase[]
  /** An opt-out, for review, when it is the whole text or a sentence of its own, politeness aside. */
  readonly brief: readonly Phrase[]
  /** An opt-out, for review, wherever it stands, unless denied. */
  readonly anywhere: readonly Phrase[]
  readonly start: readonly Phrase[]
  readonly help: readonly Phrase[]
  /** Words before an opt-out that do not change it: ok stop. */
  readonly leadIn: readonly string[]
  /** One typing error away from an opt-out word, but words of their own. */
  readonly neverTypos: readonly string[]
}

const messages =
  'text|texts|texting|texted|txt|txts|txting|message|messages|messaging|msg|msgs|sms|smses|reminder|reminders'

export const optOutWords: Readonly<Record<Language, OptOutWords>> = {
  en: {
    exact: phrases(
      'stop|stopall|unsubscribe|revoke|optout',
      'stop all',
      'opt out',
      'remove me',
      'do not contact',
    ),
    alsoOfVisits: [],
    either: phrases('cancel|end|quit|enough'),
    refusal: phrases('no'),
    brief: phrases(
      'stop it|this|that|now|already|me|everything|forever|please|immediately|asap',
      'stop all|it|this|that now|this|that|it|immediately|please',
      'just|now stop',
      'enuf|enuff|enoughh|unsub|unsubscribed|remove',
      'no more',
      'enough is enough',
      'i? said|say stop',
      'go away',
      'get lost',
      'stop text|texts',
      'leave me',
      'delete me',
      'end it',
      'opt me? out',
      'f|fuck|piss off',
      `no . ${messages}`,
    ),
    anywhere: phrases(
      `stop|quit|cease . ${messages}|contacting|send|sending|writing|emailing|emails|calling|ringing|bothering|harassing|spamming|spam|pestering|notifying|notifications`,
      // "You did not text me" reports a missing message, so "not" counts after "do" and "please" only.
      'dont ever? text|txt|message|msg|sms|contact|bother|spam|disturb|pester',
      'do|please|pls|plz not ever? text|txt|message|msg|sms|contact|bother|spam|disturb|pester',
      'never text|message|contact|msg me|us again',
      `dont|not send|write . me|us? . ${messages}|anything|again|anymore`,
      'dont|not want|wish|need|like . contacted|messaged|texted',
      `dont|not want|wish|need|like . ${messages}`,
      `no more|further . ${messages}|contact|notifications`,
      `sick|tired|enough|fed of|up? with? . ${messages}`,
      'take . me|us . off|out',
      'take my|this|the number|name|phone off|out',
      'remove . me|us|number|name|details|phone . from|off|number|pls|please|now',
      'remove my|this number|name|phone|details|contact',
      'unsubscribe|unsub',
      'opt . out',
      'opting out',
      'delete|erase . my|this number|data|details|contact|phone|name',
      'leave me|us alone',
      'lose my number',
      'revoke|withdraw|withdrawing|revoking . consent|permission',
      `cancel . ${messages}|subscription|notifications|updates|alerts`,
      `turn|switch off . ${messages}|notifications|alerts`,
      `turn|switch . ${messages}|notifications|alerts off`,
    ),
    start: phrases('start|unstop'),
    help: phrases('help|info'),
    leadIn: 'ok okay k yes yeah yep yea no nope well just so now right then oh ffs enough hi hey'.split(' '),
    neverTypos:
      'shop shops step steps spot spots top store slop stow sto sop stoop atop storm stoup stops stopped quiet quite suit stomp'.split(
        ' ',
      ),
  },
  pl: {
    exact: phrases(
      'stop|rezygnacja|wypisz|wypisuje|sprzeciw',
      'nie wysylaj|wysylajcie',
      'stop sms|smsom',
      'koniec sms|smsow',
      'wypisz mnie',
      'cofam|wycofuje zgode',
      'usun numer',
    ),
    alsoOfVisits: phrases('rezygnuje', 'koniec'),
    either: phrases('anuluj', 'dosc'),
    refusal: phrases('nie'),
    brief: phrases(
      'wypiszcie|wypisac|przestancie|przestan|odczepcie|spadajcie|spadaj|odwalcie|rezygnacja',
      'przestancie|przestan juz|natychmiast',
      'wnosze|zglaszam|skladam? sprzeciw',
      'stop|koniec wiadomosci|wiadomosciom|z sms|tym?',
      'nie pisac',
      'zadnych|zero . sms*|esemes*|smsow|wiadomosci|powiadomien|przypomnien',
    ),
    anywhere: phrases(
      'nie . pisz|piszcie|pisac|wysylaj|wysylajcie|wysylac|przysylaj|przysylajcie|przysylac|kontaktujcie|kontaktuj|kontaktowac|nekaj|nekajcie|nekac|spamujcie|spamuj|spamowac|smsujcie|smsowac',
      'nie . chce|chcemy|potrzebuje . sms*|esemes*|smsow|wiadomosc*|powiadomien*|przypomnien*|kontakt*',
      'nie zycze|zyczymy . sobie',
      'wypiszcie|wypisz|wypisac|wypisuje|wypisujemy . mnie|sie|nas|numer|listy|bazy|subskrypcji',
      'usun|usuncie|usunac|skasuj|skasujcie|wykresl|wykreslcie|wykasujcie|wykasuj . numer*|telefon*|dane|kontakt|mnie|nr',
      'mnie . wypisac|wypisz|wypiszcie|usunac|usun|usuncie|wykreslic|wykresl',
      'dajcie|daj|dac . spokoj',
      'odczepcie|odczep|odwalcie|odwal|odpieprzcie . sie',
      'przestan|przestancie|przestac|skoncz|skonczcie . pisac|wysylac|nekac|przysylac|smsowac|spamowac|wiadomosci|sms*',
      'cofam|wycofuje|odwoluje|cofniecie|wycofanie|cofnac|wycofac . zgod*',
      'sprzeciw*|sprzeciwiam . wobec|przetwarzani*|marketing*|wysylani*',
      'rezygnuje|rezygnacja|zrezygnowac|rezygnujemy . sms*|esemes*|smsow|wiadomosc*|powiadomien*|subskrypc*|przypomnien*|kontakt*',
      'stop . sms*|wiadomosc*|spam*|powiadomien*',
      'koniec|dosc|starczy . sms*|smsow|esemes*|wiadomosci|pisania|spamu',
      'odsubskryb*',
      'anuluj*|wylacz*|zablokuj* . sms*|esemes*|subskrypc*|powiadomien*|przypomnien*|wiadomosci',
    ),
    start: phrases('start|wznow|wznawiam'),
    help: phrases('pomoc'),
    leadIn: 'ok tak no nie dobra dobrze wiec juz natychmiast teraz a prosze i po prostu'.split(' '),
    neverTypos:
      'wpisz wpisuje wpisuje opisz opisuje zapisz wypisy sto stos stol slop kon konie konik sprzeciwu wypis stopy stopa stop stopi'.split(
        ' ',
      ),
  },
  ru: {
    exact: phrases(
      'стоп|отписка|отписаться|отпишите|хватит|прекратите',
      'не писать|пишите',
      'отзываю согласие',
      'стоп смс',
    ),
    alsoOfVisits: phrases('отказ'),
    either: phrases('отмена', 'отказываюсь'),
    refusal: phrases('нет'),
    brief: phrases(
      'отписать|отстаньте|отстань|отвалите|отвали|отвяжитесь|перестаньте|прекрати|достали',
      'хватит уже|этого?',
      'прекратите это|уже|немедленно',
      'все хватит',
      'никаких|без|нет . рассыл*|смс|сообщени*|спама|спаму',
    ),
    anywhere: phrases(
      'не . пишите|пиши|писать|присылайте|присылай|присылать|шлите|шли|слать|отправляйте|отправлять|беспокойте|беспокоить|спамьте|спамить|тревожьте|тревожить',
      'не хочу|хотим|надо|нужно|нужны|желаю . получать|присылать|ваши? . сообщени*|смс*|рассыл*|уведомлен*|эсэмэс*',
      'отпишите|отписать|отписаться . меня|номер|рассыл*|смс|всего|прошу|немедленно',
      'прошу|хочу|требую . отписать|отписаться|отпишите',
      'хватит|достали|задолбали|перестаньте|прекратите|прекращайте . писать|слать|смс*|сообщени*|рассыл*|присылать|спам*|уведомлен*|беспокоить|мне|отправлять|смсками',
      'отстаньте|отстань|отвяжитесь|отвалите',
      'удалите|уберите|сотрите|удали|исключите|вычеркните . номер*|телефон*|контакт*|данные|базы|рассыл*|списка',
      'удалите|уберите|исключите меня',
      'отзываю|отзыв|отозвать . соглас*',
      'отказываюсь|отказ|отказаться|откажусь . рассыл*|смс|сообщени*|уведомлен*',
      'отключите|отключить|остановите|остановить|стоп|блокир* . рассыл*|смс*|сообщени*|уведомлен*|спам*',
      'оставьте|оставь . в покое|покой',
      'оставьте меня|нас в покое',
    ),
    start: phrases('старт', 'start'),
    help: phrases('помощь|справка'),
    leadIn: 'ок да нет ну все уже так и а пожалуйста хорошо ладно'.split(' '),
    neverTypos:
      'сто стол стой столп стон стоит стопа стопы топ отписки подписка описка опишите запишите спишите пишите хвати хватил хватить отпишитесь отпишусь'.split(
        ' ',
      ),
  },
  ms: {
    exact: phrases(
      'berhenti|henti|stop|nyahlanggan|unsub',
      'stop all',
      'henti mesej',
      'jangan hantar',
      'tarik balik persetujuan',
    ),
    alsoOfVisits: phrases('out'),
    either: phrases('batal', 'cukup', 'tamat'),
    refusal: phrases('tak nak', 'tak mahu'),
    brief: phrases(
      'sudah2*|dah2*|cukup2*|sudahlah|dahlah|berhentilah|hentikan|hentilah',
      'sudah sudah',
      'berhenti|henti|hentikan|stop semua|sekarang|terus|dah|segera',
      'jangan kacau|ganggu',
    ),
    anywhere: phrases(
      'jangan . mesej|msg|sms|ganggu|kacau|contact|hubungi|text|wasap|whatsapp|spam|mengganggu',
      'tak payah|perlu|usah . mesej|msg|sms|ganggu|kacau|text|wasap|whatsapp',
      'jangan|usah|payah . hantar|send . mesej|msg|sms|pesanan|lagi|sini|text|whatsapp|spam',
      'henti*|berhenti|stop|berhentilah . mesej|hantar|menghantar|sms|msg|text|ganggu|kacau|spam|wasap|contact|hubungi|pesanan|peringatan|send',
      'tak . nak|mahu|mau|ingin . sms|mesej|msg|pesanan|peringatan|text|whatsapp|spam',
      'buang|padam|delete|keluarkan|remove|potong . no|nombor|number|nama|num|saya',
      'nyahlanggan|unsub|unsubscribe',
      'tarik balik . persetujuan|kebenaran|consent|keizinan',
      'batal*|tamatkan|cukup . langganan|mesej|sms|msg|pesanan',
    ),
    start: phrases('mula|start'),
    help: phrases('bantuan'),
    leadIn: 'ok okay ya ye tak dah sudah la lah je pun sekarang no yes baik'.split(' '),
    neverTypos: 'nanti ganti hendak penting henri hinti unsur cukur'.split(' '),
  },
}
