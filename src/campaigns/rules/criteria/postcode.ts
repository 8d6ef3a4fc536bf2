// Postcodes are compared as they are said: without spaces or hyphens, in capitals ("31-002" and "31002", "SW1A 1AA" and "sw1a1aa").

const filling = /[^A-Za-z0-9]/g

/** The postcode as it is compared; letters and digits of the Latin alphabet only, as every postcode has them. */
export function plainPostcode(postcode: string): string {
  return postcode.replace(filling, '').toUpperCase()
}

export function beginsPostcode(postcode: string | null, beginning: string): boolean {
  return postcode !== null && plainPostcode(postcode).startsWith(plainPostcode(beginning))
}
