import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { fail, ok, type Result } from '../platform/rules/result.ts'

export interface PhoneValue {
  /** E.164 */
  readonly value: string
  /** A text message can reach it, as far as the number tells. */
  readonly mayBeMobile: boolean
}

/**
 * A phone number as people write it, as E.164. `country` (ISO 3166 alpha-2) decides what a number without a country
 * code means. Reasons never repeat the number.
 */
export function phoneValue(text: string, country: string): Result<PhoneValue, string> {
  const known: CountryCode | undefined = isSupportedCountry(country) ? country : undefined
  const parsed = parsePhoneNumberFromString(
    text.slice(0, 60),
    known === undefined ? {} : { defaultCountry: known },
  )
  if (parsed === undefined) return fail('not a phone number')
  if (!parsed.isValid()) return fail(`not a valid phone number in ${parsed.country ?? country}`)
  const type = parsed.getType()
  return ok({
    value: parsed.number,
    mayBeMobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || type === undefined,
  })
}

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** An e-mail address in lower case, when a mail server would take it (RFC 5321, without quoted local parts). */
export function emailValue(text: string): Result<string, string> {
  const address = text.trim().toLowerCase()
  const cut = address.lastIndexOf('@')
  const isAddress =
    cut > 0 &&
    cut <= 64 &&
    address.length <= 254 &&
    localPart.test(address.slice(0, cut)) &&
    domain.test(address.slice(cut + 1))
  return isAddress ? ok(address) : fail('not an e-mail address')
}
