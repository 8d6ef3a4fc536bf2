// The record of one run of an import.
// - A run stands between two sets: what is counted was taken in, what was not taken in is not counted.
// - Reasons of refusals name what is wrong and never repeat what a row holds.

/** Up to where an input is taken in: every file before `file`, and its first `unit` rows or resources. */
export interface ImportPosition {
  readonly file: string
  readonly unit: number
}

export interface ImportCounts {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  readonly waiting: number
  readonly withheld: number
}

/** What was not taken in, and why. Reasons never repeat what a row holds. */
export interface ImportRefusal {
  readonly file: string
  /** Null: the file as a whole. */
  readonly line: number | null
  /** Null: the row as a whole. */
  readonly field: string | null
  readonly reason: string
}
