// Numbers that a state gives a person, as far as records carry them.
// - A number is sound when its check digits hold and the birth date and sex written into it are those of the record: a
//   child registered under the mother's number is not the mother.
// - A number that is not sound still says something, but never enough to be certain.
// The forms are the public ones of PESEL (century in the month, weights 1 3 7 9), MyKad (YYMMDD-PB-###G, no check digit),
// СНИЛС and ИНН; a test checks them against the values of stdnum-js.

export interface NationalId {
  readonly scheme: 'pesel' | 'mykad' | 'snils' | 'inn' | 'other'
  /** Digits and capital letters. */
  readonly number: string
}

export interface IdHolder {
  /** ISO 3166 alpha-2: whose numbers they are. */
  readonly country: string
  /** yyyy-mm-dd */
  readonly birthDate: string | null
  readonly sex: 'female' | 'male' | 'other' | 'unknown'
}

/** Null: no number, or one that stands for none (all zeros, 12345678). */
export function nationalIdOf(text: string, holder: IdHolder): NationalId | null {
  const number = text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  if (number.length < 6 || number.length > 30 || !/\d/.test(number) || isFiller(number)) return null
  return { scheme: schemeOf(number, holder), number }
}

function isFiller(number: string): boolean {
  return /^(.)\1*$/.test(number) || '01234567890123'.includes(number) || '98765432109876'.includes(number)
}

function schemeOf(number: string, holder: IdHolder): NationalId['scheme'] {
  if (!/^\d+$/.test(number)) return 'other'
  switch (holder.country) {
    case 'PL':
      return isPesel(number, holder) ? 'pesel' : 'other'
    case 'MY':
      return isMykad(number, holder) ? 'mykad' : 'other'
    case 'RU':
      if (isSnils(number)) return 'snils'
      return isInn(number) ? 'inn' : 'other'
    default:
      return 'other'
  }
}

function isPesel(number: string, holder: IdHolder): boolean {
  if (number.length !== 11) return false
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]
  if (weighted(number, weights) % 10 !== 0) return false
  // The century is in the month: 80 for the 19th, 0 for the 20th, 20 for the 21st, and so on.
  const month = Number(number.slice(2, 4))
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] ?? 0
  const born = dayOf(century + Number(number.slice(0, 2)), month % 20, number.slice(4, 6))
  return born === holder.birthDate && isOf(holder, Number(number[9]))
}

function isMykad(number: string, holder: IdHolder): boolean {
  if (number.length !== 12 || holder.birthDate === null) return false
  const born = dayOf(
    Number(holder.birthDate.slice(0, 2) + number.slice(0, 2)),
    Number(number.slice(2, 4)),
    number.slice(4, 6),
  )
  return born === holder.birthDate && isOf(holder, Number(number[11]))
}

function isSnils(number: string): boolean {
  if (number.length !== 11) return false
  const sum = weighted(number.slice(0, 9), [9, 8, 7, 6, 5, 4, 3, 2, 1])
  return (sum % 101) % 100 === Number(number.slice(9))
}

function isInn(number: string): boolean {
  if (number.length !== 12) return false
  const first = (weighted(number, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
  const second = (weighted(number, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
  return first === Number(number[10]) && second === Number(number[11])
}

function weighted(number: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0)
}

function dayOf(year: number, month: number, day: string): string {
  return `${year}-${String(month).padStart(2, '0')}-${day}`
}

/** An odd digit is a man's. A record that does not say the sex contradicts nothing. */
function isOf({ sex }: IdHolder, digit: number): boolean {
  if (sex !== 'female' && sex !== 'male') return true
  return (digit % 2 === 1) === (sex === 'male')
}
