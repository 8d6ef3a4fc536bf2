import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'

/** Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6) with the address itself, at most 20 characters. */
export interface WireAddress {
  readonly ton: number
  readonly npi: number
  readonly address: string
}

const international = { ton: 1, npi: 1 }
const unknownNumber = { ton: 0, npi: 1 }
const alphanumeric = { ton: 5, npi: 0 }
const nationalTon = 2
const alphanumericTon = 5

/** E.164 with its plus sign; null when it is not a number one can send to. */
export function destinationAddress(to: string): WireAddress | null {
  return /^\+[1-9]\d{6,14}$/.test(to) ? { ...international, address: to.slice(1) } : null
}

/** A number with plus, a short code, or a name of at most 11 plain characters (3GPP TS 23.040 §9.1.2.5). */
export function sourceAddress(from: string): WireAddress | null {
  if (/^\+[1-9]\d{6,14}$/.test(from)) return { ...international, address: from.slice(1) }
  if (/^\d{3,15}$/.test(from)) return { ...unknownNumber, address: from }
  return /^(?=.*[A-Za-z])[\x20-\x7e]{1,11}$/.test(from) ? { ...alphanumeric, address: from } : null
}

/**
 * An address as the SMSC writes it, as E.164 where it is a number. SMSCs disagree on TON: 0 often stands for an
 * international number without its plus; a national one is read in `country`. Names and short codes stay.
 */
export function addressFromWire(ton: number, address: string, country: CountryCode | null): string {
  const bare = address.trim()
  if (ton === alphanumericTon || !/^\+?\d{7,}$/.test(bare)) return bare
  if (bare.startsWith('+')) return bare
  if (ton === international.ton) return `+${bare}`
  const readings = ton === nationalTon ? [bare] : [`+${bare}`, bare]
  for (const reading of readings) {
    const number = parsePhoneNumberFromString(reading, country ?? undefined)
    if (number?.isValid() === true) return number.number
  }
  return ton === nationalTon ? bare : `+${bare}`
}
