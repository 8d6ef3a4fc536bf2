import { parsePhoneNumberFromString } from 'libphonenumber-js'

const hidden = '···'

/** A phone as lists show it: "+48 512 ··· 907"; what cannot be read is hidden but for its last two characters. */
export function maskPhone(phone: string): string {
  const parsed = parsePhoneNumberFromString(phone)
  const national = parsed?.nationalNumber ?? ''
  if (parsed === undefined || national.length < 7) return `${hidden} ${phone.slice(-2)}`
  const shownInFront = national.length >= 9 ? 3 : 2
  return `+${parsed.countryCallingCode} ${national.slice(0, shownInFront)} ${hidden} ${national.slice(-3)}`
}

/** An e-mail address as lists show it: "a···@clinic.example". */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? hidden : `${address.slice(0, 1)}${hidden}${address.slice(at)}`
}
