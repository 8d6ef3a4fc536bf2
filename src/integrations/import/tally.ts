import type { ImportCounts, ImportRefusal } from '../../patients/rules/import-run.ts'
import type { ImportKind, ReadUnit } from './source.ts'

export interface KindCounts {
  read: number
  created: number
  updated: number
  refused: number
  waiting: number
}

export interface ImportSummary {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Rows kept until their patient or schedule arrives. */
  readonly waiting: number
  /** Patients for whom nobody gave consent: they are stored and not written to. */
  readonly withheld: number
  /** Rows added to the consent ledger. */
  readonly consents: number
  /** The first 10,000; all of them are in the record of the run. */
  readonly refused: readonly ImportRefusal[]
  readonly refusedCount: number
  readonly kinds: Readonly<Record<string, KindCounts & { readonly unchanged: number }>>
  /** Resources and tables of no use here, by name. */
  readonly ignored: Readonly<Record<string, number>>
  readonly notes: readonly string[]
  /** Files that break off: whatever came after that place never arrived. */
  readonly incomplete: readonly string[]
  /** Stopped before the end, on request; the same input goes on from there. */
  readonly isStopped: boolean
}

export const refusalsInMemory = 10_000

export interface SavedTally {
  readonly kinds: Readonly<Record<string, KindCounts>>
  readonly ignored: Readonly<Record<string, number>>
  readonly refused: number
  readonly withheld: number
  readonly consents: number
  /** Left out in what an older program saved. */
  readonly incomplete?: readonly string[]
}

/** Counts one run; what it holds can be saved and taken up again by the run that goes on. */
export class Tally {
  readonly #kinds = new Map<string, KindCounts>()
  readonly #ignored = new Map<string, number>()
  readonly #refusals: ImportRefusal[] = []
  readonly #incomplete = new Set<string>()
  #refused = 0
  withheld = 0
  consents = 0

  /** `refusals`: those of the run so far, as far as they are told. */
  static from(saved: SavedTally | null, refusals: readonly ImportRefusal[] = []): Tally {
    const tally = new Tally()
    if (saved === null) return tally
    tally.#refusals.push(...refusals)
    for (const [kind, counts] of Object.entries(saved.kinds)) tally.#kinds.set(kind, { ...counts })
    for (const [name, count] of Object.entries(saved.ignored)) tally.#ignored.set(name, count)
    tally.#refused = saved.refused
    tally.withheld = saved.withheld
    tally.consents = saved.consents
    for (const file of saved.incomplete ?? []) tally.#incomplete.add(file)
    return tally
  }

  save(): SavedTally {
    return {
      // Copies: what was saved must not move on with the count.
      kinds: Object.fromEntries([...this.#kinds].map(([kind, counts]) => [kind, { ...counts }])),
      ignored: Object.fromEntries(this.#ignored),
      refused: this.#refused,
      withheld: this.withheld,
      consents: this.consents,
      incomplete: [...this.#incomplete],
    }
  }

  of(kind: ImportKind | 'unknown'): KindCounts {
    const known = this.#kinds.get(kind)
    if (known !== undefined) return known
    const counts = { read: 0, created: 0, updated: 0, refused: 0, waiting: 0 }
    this.#kinds.set(kind, counts)
    return counts
  }

  /** How many rows of each kind still wait, now that the run has ended. */
  setWaiting(waiting: ReadonlyMap<string, number>): void {
    for (const [kind, counts] of this.#kinds) counts.waiting = waiting.get(kind) ?? 0
  }

  /** Counts what was read, and returns the unit's refusals numbered for the record of the run. */
  read(unit: ReadUnit): readonly (ImportRefusal & { readonly sequence: number })[] {
    if (unit.ignored !== null) this.#ignored.set(unit.ignored, (this.#ignored.get(unit.ignored) ?? 0) + 1)
    if (unit.isCutShort === true) this.#incomplete.add(unit.file)
    const isRefused = unit.records.length === 0 && unit.refusals.length > 0
    if (unit.records.length > 0 || isRefused) {
      const counts = this.of(unit.kind ?? 'unknown')
      // One resource may hold several of its kind: the figures of a blood pressure.
      counts.read += isRefused ? 1 : unit.records.filter((record) => record.kind === unit.kind).length
      if (isRefused) counts.refused += 1
    }
    return unit.refusals.map((refusal) => {
      const full = { file: unit.file, line: unit.line, ...refusal }
      this.#refused += 1
      if (this.#refusals.length < refusalsInMemory) this.#refusals.push(full)
      return { ...full, sequence: this.#refused }
    })
  }

  counts(): ImportCounts {
    const kinds = [...this.#kinds.values()]
    const sum = (field: keyof KindCounts): number => kinds.reduce((total, counts) => total + counts[field], 0)
    return {
      read: sum('read'),
      created: sum('created'),
      updated: sum('updated'),
      unchanged: kinds.reduce((total, counts) => total + unchangedOf(counts), 0),
      refused: this.#refused,
      waiting: sum('waiting'),
      withheld: this.withheld,
    }
  }

  summary(told: { readonly notes: readonly string[]; readonly isStopped: boolean }): ImportSummary {
    const { refused, ...counts } = this.counts()
    return {
      ...counts,
      consents: this.consents,
      refused: this.#refusals,
      refusedCount: refused,
      kinds: Object.fromEntries(
        [...this.#kinds]
          .filter(([, kindCounts]) => kindCounts.read > 0)
          .map(([kind, kindCounts]) => [kind, { ...kindCounts, unchanged: unchangedOf(kindCounts) }]),
      ),
      ignored: Object.fromEntries(this.#ignored),
      incomplete: [...this.#incomplete],
      ...told,
    }
  }
}

/** What was read and neither refused, written nor kept was there already, or said twice. */
function unchangedOf(counts: KindCounts): number {
  return Math.max(0, counts.read - counts.refused - counts.created - counts.updated - counts.waiting)
}
