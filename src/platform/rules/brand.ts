declare const brand: unique symbol

/** A string that has been recognised as one kind of thing, so that a patient id never stands where a clinic id must. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

export type ClinicId = Brand<string, 'ClinicId'>

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return uuidShape.test(text)
}

/** Recognises a lower-case uuid as a clinic id; throws on anything else, because the text reaches SET LOCAL. */
export function clinicId(text: string): ClinicId {
  if (!isUuid(text)) throw new Error('a clinic id is a lower-case uuid')
  return text as ClinicId
}
