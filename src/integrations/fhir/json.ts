import { cleanText, shortText } from '../import/values.ts'

/** A part of a resource by its path; undefined where the path breaks off. Resources come from outside: nothing is taken for granted. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined
    // An object read from JSON: any key may be asked for.
    current = (current as Readonly<Record<string | number, unknown>>)[step]
  }
  return current
}

/** Clean text at a path; null where there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = at(value, ...path)
  return typeof found === 'string' ? cleanText(found) : null
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

export interface CodedText {
  readonly system: string | null
  readonly code: string | null
  readonly display: string | null
}

/** The first coding of a CodeableConcept, with the words a person would read. */
export function codedText(concept: unknown): CodedText {
  return {
    system: textAt(concept, 'coding', 0, 'system'),
    code: shortText(textAt(concept, 'coding', 0, 'code')),
    display: textAt(concept, 'coding', 0, 'display') ?? textAt(concept, 'text'),
  }
}
