// Invariants:
// - Two definitions are compared field by field as data; the order of keys inside a field does not matter.
// - What is absent on one side is shown as null, never left out.

export interface FieldChange {
  readonly field: string
  /** JSON. */
  readonly before: string
  readonly after: string
}

/** The fields in which two definitions of a recall type differ, in the order of the newer one. */
export function fieldChanges(before: object, after: object): readonly FieldChange[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const fields = new Set([...now.keys(), ...old.keys()])
  return [...fields].flatMap((field): FieldChange[] => {
    const [was, is] = [shown(old.get(field)), shown(now.get(field))]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

/** Fields that say who answers for a type and since when, not what it is. */
const answering = ['status', 'verifiedOn']

/** The same without who answers for it: where a clinic's own words stand on one side, that always differs. */
export function contentChanges(before: object, after: object): readonly FieldChange[] {
  return fieldChanges(before, after).filter(({ field }) => !answering.includes(field))
}

function shown(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
