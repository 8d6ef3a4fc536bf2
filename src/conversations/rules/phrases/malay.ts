// Malay: how patients answer. Invariants as in book.ts; phrases are in full words (tak dapat datang): malay-shorthand
// writes out what is typed (xdpt dtg) before they are compared.

import { type Book, words } from '../book.ts'
import { givenNames } from '../given-names.ts'
import { phrases } from '../patterns.ts'
import { malayIntents } from './malay-intents.ts'

const thanks = phrases('terima kasih banyak?', 'tq|tqvm|tks|thanks|thank|thx|tenkiu|tenkyu|trimas')

export const malay: Book = {
  language: 'ms',
  vocabulary: {
    fillers: words(
      'saya aku kami kita awak anda nak mahu mau lagi dah sudah ada perlu apa yang ini itu ni tu pada kat di ke dari untuk dengan la lah je ja pun sahaja saja sikit semua terus akan boleh dapat terima sebarang mana',
    ),
    days: words(
      'isnin isn selasa sel rabu rab khamis kha jumaat jum sabtu sab ahad ahd esok esk bsk besok lusa tulat weekend',
    ),
    months: words(
      'januari februari mac april mei jun julai ogos september oktober november disember feb okt dis',
    ),
    names: new Set(givenNames),
  },
  politeness: [
    ...thanks,
    ...phrases(
      'selamat pagi|petang|malam|tengahari|sejahtera|tengah',
      'salam sejahtera?',
      'minta maaf',
      'assalamualaikum|waalaikumsalam|askum|hi|hai|hello|helo|tolong|tlg|sila|maaf|sorry|encik|puan|cik|tuan|doktor|doc|dr|kak|abang|ye|minta|mohon|harap',
    ),
  ],
  thanks,
  negators: words('tak bukan jangan belum tiada usah'),
  absence: words('tiada tanpa'),
  harmless: phrases(
    'telefon|handphone|phone|hp|fon|bateri|kereta|enjin|motor|internet|laptop . mati|rosak',
    'tekanan|ujian|pemeriksaan|ambil darah',
    'bas stop',
    'darah tinggi',
  ),
  keep: phrases(
    'jangan batal*|cancel|henti*|berhenti|stop|buang|padam',
    'tak nak batal*|cancel',
    'tak jadi batal*|cancel',
    'tak akan batal*',
  ),
  yesInOtherWords: phrases(
    'bukan tak nak|mahu',
    'tak sabar',
    'tak apa . datang|hadir|pergi|sampai',
    'tak ada|apa masalah|hal|halangan',
    'tiada masalah|halangan',
    'no hal|problem',
    'apa salahnya',
  ),
  yes: phrases(
    'saya|insyaallah|kami . datang|hadir|pergi|sampai|setuju|sahkan|confirm',
    'akan datang|hadir',
    'jumpa . nanti|esok|sana',
    'boleh datang|hadir|je|la|lah?',
    'on je?',
    'ya|ye|yer|yes|yup|yep|ok|okay|okey|oke|okie|jadi|datang|boleh|bole|setuju|sah|sahkan|confirm|confirmed|hadir|baik|orait|noted|pasti|mesti|on|ambil|nak|betul|cun|👍|✅|🆗',
    'baiklah|bolehlah|oklah',
    'insyaallah|insyallah|inshaallah|insha',
    'in sha allah',
    'insya|insha allah',
  ),
  softYes: phrases(
    'insyaallah|insyallah|inshaallah',
    'in sha allah',
    'insya|insha allah',
    'mungkin . datang|boleh|hadir',
  ),
  besideYes: words(
    'saya akan nak esok nanti pukul hari ini janji temu untuk masa tu itu ni kami dah la lah je pun allah',
  ),
  intents: malayIntents,
}
