// What is looked at in two records, and what each finding amounts to for a reader.
// - Every field is compared on its own; a field that one of the records lacks gives no finding.
// - A finding names a level and never a value.

export const matchFields = [
  'given',
  'family',
  'swap',
  'generation',
  'birthDate',
  'sex',
  'place',
  'street',
  'contact',
  'nationalId',
] as const

export type MatchField = (typeof matchFields)[number]

export interface Finding {
  readonly field: MatchField
  readonly level: string
  /** log2 of the odds; below 0 it speaks against one person. */
  readonly bits: number
}

export type Agreement = 'same' | 'alike' | 'differs'

/** Names crosswise, slips, short forms and parts are alike, neither the same nor another. */
export function agreementOf(level: string): Agreement {
  if (level === 'same' || level === 'same_sound' || level === 'same_first_of_year') return 'same'
  return level === 'differs' || level === 'differs_sound' ? 'differs' : 'alike'
}
