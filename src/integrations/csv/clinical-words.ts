// What cells say about results, treatment plans and what is planned, in four languages: by how the word begins. A word
// that may mean two things ("inactive", "niewykonane") stands in no list: it is refused until the mapping gives it a meaning.
import type { ObservationRecord, PlannedItem, TreatmentPlanRecord } from '../../patients/rules/records.ts'

/** State and how its words begin; asked in this order: what ends a thing stands before what keeps it going. */
type Beginnings<State extends string> = readonly (readonly [State, string])[]

const resultStatuses: Beginnings<ObservationRecord['status']> = [
  ['entered-in-error', 'entered-in-error, entered in error, error, błęd, bled, ошиб, silap'],
  ['cancelled', 'cancel, anul, odwoł, odwol, отмен, batal, dibatal'],
  ['preliminary', 'prelim, partial, wstępn, wstepn, częściow, czesciow, предвар, частич, sementara'],
  ['corrected', 'correct, korek, skoryg, popraw, исправ, dibetul'],
  ['amended', 'amend, zmienion, изменен, изменён, dipinda'],
  ['registered', 'regist, order, pending, zlecon, oczek, w toku, назнач, ожид, в работе, menunggu'],
  [
    'final',
    'final, complet, done, ostatecz, zakoncz, zakończ, gotow, zatwierdz, wykonan, готов, оконч, заверш, выполнен, muktamad, selesai, siap',
  ],
]

const planStatuses: Beginnings<TreatmentPlanRecord['status']> = [
  ['entered-in-error', 'entered-in-error, entered in error, błęd, bled, ошиб, silap'],
  [
    'revoked',
    'revok, cancel, reject, declin, refus, abandon, anul, odwoł, odwol, rezygn, odrzuc, przerwan, отмен, отказ, отклон, прерван, batal, dibatal, ditolak',
  ],
  ['on-hold', 'on-hold, on hold, hold, paus, suspend, wstrzym, zawiesz, приостан, ditangguh'],
  ['draft', 'draft, propos, szkic, robocz, propoz, черновик, предлож, draf, cadang'],
  [
    'completed',
    'complet, finish, done, closed, ended, zakoncz, zakończ, ukoncz, ukończ, zrealiz, wykonan, заверш, законч, окончен, выполнен, закрыт, selesai, tamat, siap',
  ],
  [
    'active',
    'active, open, in progress, in-progress, plan, accept, aktywn, otwart, w trakcie, w toku, zaplan, zaakcept, активн, действ, открыт, в работе, в процессе, заплан, принят, aktif, terbuka, dalam, diranc',
  ],
]

const itemStates: Beginnings<PlannedItem['state']> = [
  [
    'cancelled',
    'cancel, revok, reject, declin, refus, delet, stopped, not-done, not done, entered-in-error, anul, odwoł, odwol, rezygn, odrzuc, usuni, отмен, отказ, отклон, удален, удалён, batal, dibatal, ditolak',
  ],
  [
    'done',
    'done, complet, finish, perform, closed, wykonan, zrobion, zakoncz, zakończ, zrealiz, выполнен, сделан, заверш, оказан, закрыт, selesai, siap',
  ],
  [
    'open',
    'open, plan, active, accept, approv, sched, book, pending, to do, todo, in progress, in-progress, not started, not-started, on hold, on-hold, otwart, zaplan, do wykonania, do zrob, oczek, w trakcie, zaakcept, umów, umow, открыт, план, заплан, ожид, в работе, назнач, не начат, terbuka, diranc, dijadual, menunggu, belum',
  ],
]

// Open Dental writes letters: treatment planned, planned inactive, complete, existing (done by whomever), deleted.
const itemLetters = new Map<string, PlannedItem['state']>(
  Object.entries({ tp: 'open', tpi: 'open', c: 'done', ec: 'done', eo: 'done', d: 'cancelled' }),
)

/** Null: a word we do not know, here and below. */
export function resultStatusOf(text: string): ObservationRecord['status'] | null {
  return text.trim().toLowerCase() === 'unknown' ? 'unknown' : stateIn(resultStatuses, text)
}

export function planStatusOf(text: string): TreatmentPlanRecord['status'] | null {
  return text.trim().toLowerCase() === 'unknown' ? 'unknown' : stateIn(planStatuses, text)
}

export function planItemStateOf(text: string): PlannedItem['state'] | null {
  return itemLetters.get(text.trim().toLowerCase()) ?? stateIn(itemStates, text)
}

function stateIn<State extends string>(states: Beginnings<State>, text: string): State | null {
  const word = text.trim().toLowerCase()
  const found = states.find(([, beginnings]) =>
    beginnings.split(', ').some((beginning) => word.startsWith(beginning)),
  )
  return found === undefined ? null : found[0]
}
