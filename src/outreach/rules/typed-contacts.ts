// Web addresses and telephone numbers typed into a text by hand. Some countries block any SMS that holds one.
// Invariants: a named value such as {link} is not typed text; a date is no number; when in doubt it is an address,
// because a message the carriers block reaches nobody.

/** Scheme, www, or words joined by a full stop that end like a domain: also "klinik.my" and "клиника.рф". */
const webAddress =
  /(?:https?:\/\/|www\.)\S+|(?<![\p{L}\d])[\p{L}\d][\p{L}\d-]*(?:\.[\p{L}\d-]+)*\.\p{L}{2,}(?![\p{L}\d])(?:\/\S*)?/iu

/** Seven digits and more, however they are grouped. */
const longNumber = /(?<!\d)\+?\d(?:[\s().-]{0,2}\d){6,}(?!\d)/

const date = /(?<!\d)\d{1,2}[.-]\d{1,2}[.-]\d{2,4}(?!\d)/g

const value = /\{[^{}]*\}/g

export function typedWebAddress(text: string): string | null {
  return webAddress.exec(text.replace(value, ' '))?.[0] ?? null
}

export function typedNumber(text: string): string | null {
  return longNumber.exec(text.replace(value, ' x ').replace(date, ' x '))?.[0] ?? null
}
