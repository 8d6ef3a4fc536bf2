// What cells say about states and consents, in four languages. An unknown word is never guessed.

const yes = new Set(
  'yes y true t 1 x on ok given granted accepted opt-in optin tak wyrażona wyrażam zgoda да д дал дала согласен согласна есть ya setuju'.split(
    ' ',
  ),
)
const no = new Set(
  'no n false f 0 off declined refused withdrawn revoked opt-out optout nie brak odmowa wycofana cofnięta нет н отказ отозвано отозвано. tidak tak-setuju batal'.split(
    ' ',
  ),
)

/** Undefined: a word we do not know. */
export function yesOrNo(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (yes.has(word)) return true
  return no.has(word) ? false : undefined
}

const beginnings = {
  finished: [
    'finish',
    'complet',
    'done',
    'fulfil',
    'attended',
    'arrived and',
    'closed',
    'odbyt',
    'zakoncz',
    'zakończ',
    'zrealiz',
    'wykonan',
    'заверш',
    'состоя',
    'выполнен',
    'оказан',
    'пришел',
    'пришёл',
    'закрыт',
    'selesai',
    'hadir',
  ],
  cancelled: ['cancel', 'broken', 'deleted', 'odwoł', 'odwol', 'anul', 'отмен', 'dibatal', 'batal'],
  noShow: [
    'no show',
    'no-show',
    'noshow',
    'missed',
    'did not',
    'niestaw',
    'nieobec',
    'nie przyszed',
    'nie stawi',
    'неяв',
    'не яв',
    'не приш',
    'tidak hadir',
  ],
  booked: [
    'book',
    'sched',
    'plan',
    'confirm',
    'pending',
    'arrived',
    'checked',
    'umów',
    'umow',
    'zaplan',
    'potwierdz',
    'zarezer',
    'запис',
    'заплан',
    'подтвер',
    'ожид',
    'dijadual',
    'ditempah',
    'disahkan',
  ],
} as const

export type StateWord = keyof typeof beginnings

/** What a status of a visit, appointment or procedure means; null: a word we do not know. */
export function stateOf(text: string): StateWord | null {
  const word = text.trim().toLowerCase()
  // "not done" and "did not arrive" begin like others: the longer ones are asked first.
  for (const state of ['noShow', 'cancelled', 'finished', 'booked'] as const) {
    if (beginnings[state].some((beginning) => word.startsWith(beginning))) return state
  }
  return null
}

const deceasedWords = ['deceased', 'dead', 'died', 'zmar', 'zgon', 'умер', 'сконч', 'meninggal']
const leftWords = [
  'inactive',
  'archiv',
  'moved',
  'transfer',
  'left',
  'former',
  'nieaktyw',
  'archiw',
  'wypis',
  'przenies',
  'неактив',
  'архив',
  'выбыл',
  'переех',
  'tidak aktif',
  'arkib',
  'berpindah',
]

/** What the status of a patient says about being reachable at all. */
export function patientStateOf(text: string): 'deceased' | 'left' | null {
  const word = text.trim().toLowerCase()
  if (deceasedWords.some((beginning) => word.startsWith(beginning))) return 'deceased'
  return leftWords.some((beginning) => word.startsWith(beginning)) ? 'left' : null
}
