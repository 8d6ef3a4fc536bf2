// Malay as it is texted, written out. Invariants: one word becomes one or two; the break before a word stays before
// its first part; x alone or glued in front is a negation, "3x" (three times) is not.
// Source: facts on languages §8.

import { type Token, wordInPlaceOf } from './tokens.ts'

const shorthand: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tk: 'tak',
    x: 'tak',
    tidak: 'tak',
    tdk: 'tak',
    tidk: 'tak',
    tkde: 'tak ada',
    takde: 'tak ada',
    takda: 'tak ada',
    takdak: 'tak ada',
    takpe: 'tak apa',
    takpa: 'tak apa',
    takpelah: 'tak apa',
    takyah: 'tak payah',
    nk: 'nak',
    dpt: 'dapat',
    dapt: 'dapat',
    dtg: 'datang',
    dtng: 'datang',
    blh: 'boleh',
    bole: 'boleh',
    bleh: 'boleh',
    jgn: 'jangan',
    jngn: 'jangan',
    blm: 'belum',
    blum: 'belum',
    bkn: 'bukan',
    pkl: 'pukul',
    dh: 'dah',
    sgt: 'sangat',
    skt: 'sakit',
    skit: 'sikit',
    brp: 'berapa',
    nnti: 'nanti',
    nti: 'nanti',
    lmbt: 'lambat',
    slh: 'salah',
    org: 'orang',
    jd: 'jadi',
    jdi: 'jadi',
    de: 'ada',
    pe: 'apa',
    yah: 'payah',
    bz: 'sibuk',
    bln: 'bulan',
    dpn: 'depan',
    sy: 'saya',
    sye: 'saya',
    tgk: 'tengok',
    kot: 'lah',
    mcm: 'macam',
    msj: 'mesej',
    mesg: 'mesej',
    message: 'mesej',
    hntr: 'hantar',
    bdgt: 'bajet',
    tggu: 'tunggu',
    tgu: 'tunggu',
    tkr: 'tukar',
    thn: 'tahun',
    esk: 'esok',
    hr: 'hari',
    hri: 'hari',
    lg: 'lagi',
    lgi: 'lagi',
    sbb: 'sebab',
    dkt: 'dekat',
    krja: 'kerja',
    keje: 'kerja',
    kje: 'kerja',
    nombo: 'nombor',
    nmbr: 'nombor',
  }),
)

/** What may stand glued behind tak: taknak, takjadi. */
const afterTak = new Set(
  'nak mau mahu jadi payah boleh dapat dpt perlu minat ada sakit mampu datang sempat pernah kenal apa pasti tahu sure puas'.split(
    ' ',
  ),
)

/** x in front of these belongs to the word. */
const wordsWithX = new Set(['xray', 'xmas', 'xx', 'xxx', 'xox', 'xoxo'])

export function writeOutMalay(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap(writeOut)
}

function writeOut(token: Token): readonly Token[] {
  for (const form of token.forms) {
    const written = writtenOut(form)
    if (written === null) continue
    return written
      .split(' ')
      .map((word, at) => wordInPlaceOf(token, word, at === 0 ? token.breakBefore : 'none'))
  }
  return [token]
}

function writtenOut(word: string): string | null {
  const listed = shorthand.get(word)
  if (listed !== undefined) return listed
  if (/^x\p{L}{2,}$/u.test(word) && !wordsWithX.has(word))
    return `tak ${shorthand.get(word.slice(1)) ?? word.slice(1)}`
  const rest = word.startsWith('tak') ? word.slice(3) : ''
  if (afterTak.has(rest)) return `tak ${shorthand.get(rest) ?? rest}`
  return null
}
