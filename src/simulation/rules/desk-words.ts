// What the simulated front desk answers: one short text for each reason a person was needed, in four languages.
// - They stand in threads as a person's own words; the packs of the product are not used for them.

import type { SimulatedLanguage } from './person.ts'

export type DeskTopic =
  | 'question'
  | 'cost'
  | 'complaint'
  | 'urgent'
  | 'visit_changed'
  | 'visit_cancelled'
  | 'call'
  | 'other'

export const deskWords: Readonly<Record<SimulatedLanguage, Readonly<Record<DeskTopic, string>>>> = {
  pl: {
    question:
      'Dzień dobry, nic szczególnego nie trzeba przygotowywać, wystarczy dokument tożsamości. Parking jest przy ul. Klonowej.',
    cost: 'Dzień dobry, cennik wyślemy e-mailem lub podamy przez telefon. W razie pytań jesteśmy do dyspozycji.',
    complaint: 'Przepraszamy za tę sytuację. Kierownik placówki zadzwoni jeszcze dziś.',
    urgent: 'Dzwonimy od razu. Jeśli objawy się nasilają, prosimy dzwonić pod 112.',
    visit_changed: 'Dzień dobry, wizyta została przełożona. Nowy termin jest w potwierdzeniu.',
    visit_cancelled: 'Dzień dobry, wizyta jest odwołana. Gdy będzie dogodny czas, prosimy o wiadomość.',
    call: 'Dzień dobry, zadzwonimy dziś po południu.',
    other: 'Dzień dobry, dziękujemy za wiadomość, zajmiemy się tym.',
  },
  ru: {
    question: 'Здравствуйте, готовиться не нужно, возьмите документ. Парковка есть на ул. Klonowa.',
    cost: 'Здравствуйте, цены пришлём по почте или назовём по телефону.',
    complaint: 'Приносим извинения. Руководитель клиники позвонит вам сегодня.',
    urgent: 'Сейчас позвоним. Если станет хуже, звоните 112.',
    visit_changed: 'Здравствуйте, визит перенесён. Новое время в подтверждении.',
    visit_cancelled: 'Здравствуйте, запись отменена. Когда будет удобно, напишите нам.',
    call: 'Здравствуйте, позвоним сегодня после обеда.',
    other: 'Здравствуйте, спасибо за сообщение, мы этим займёмся.',
  },
  ms: {
    question:
      'Salam sejahtera, tiada persediaan khas, sila bawa dokumen pengenalan. Parking ada di ul. Klonowa.',
    cost: 'Salam sejahtera, senarai harga akan dihantar melalui e-mel atau telefon.',
    complaint: 'Kami mohon maaf. Pengurus klinik akan menelefon anda hari ini.',
    urgent: 'Kami telefon sekarang. Jika bertambah teruk, hubungi 112.',
    visit_changed: 'Salam sejahtera, temu janji telah ditukar. Masa baharu ada dalam pengesahan.',
    visit_cancelled: 'Salam sejahtera, temu janji dibatalkan. Sila maklumkan apabila sesuai.',
    call: 'Salam sejahtera, kami akan telefon petang ini.',
    other: 'Salam sejahtera, terima kasih atas mesej anda, kami akan uruskan.',
  },
  en: {
    question:
      'Hello, no special preparation is needed, please bring an ID. There is parking on Klonowa street.',
    cost: 'Hello, we will send the price list by e-mail or tell you on the phone.',
    complaint: 'We are sorry about this. The manager of the practice will call you today.',
    urgent: 'We are calling you now. If it gets worse, please call 112.',
    visit_changed: 'Hello, your visit has been moved. The new time is in the confirmation.',
    visit_cancelled: 'Hello, your visit is cancelled. Write to us when it suits you.',
    call: 'Hello, we will call you this afternoon.',
    other: 'Hello, thank you for the message, we will take care of it.',
  },
}
