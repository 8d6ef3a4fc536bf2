import type { ReadUnit } from '../import/source.ts'
import { longestId, shortText } from '../import/values.ts'
import { textAt } from './json.ts'
import type { FhirFile } from './list-files.ts'
import { isUsedType, readResource, usedTypes } from './read-resource.ts'
import type { FhirContext } from './reading.ts'
import type { ResourceAddress } from './references.ts'

/** Where a resource stands in its file. */
export interface Place {
  readonly unit: number
  readonly line: number
}

/** One resource as it was read; refusals of its fields name their path. */
export function readOne(
  file: FhirFile,
  context: FhirContext,
  told: { readonly place: Place; readonly resource: unknown; readonly fullUrl: string | null },
): ReadUnit {
  const { place, resource } = told
  const type = textAt(resource, 'resourceType')
  if (type === null) return refusedUnit(file, place, 'not a FHIR resource: it has no resourceType')
  if (!isUsedType(type)) return ignoredUnit(file, place, type)
  const address = addressOf(resource, told.fullUrl)
  if (address === null)
    return refusedUnit(file, place, `the ${type} has no id of at most ${longestId} characters`)
  context.references.learnIdentifiers(resource, address)
  const read = readResource(context, resource, { type, id: address.id })
  const refusals = read.refusals.map(({ field, reason }) => ({
    field: field === null ? type : `${type}.${field}`,
    reason,
  }))
  return {
    file: file.name,
    ...place,
    kind: read.kind,
    records: read.records,
    refusals,
    ignored: read.ignored ?? null,
  }
}

/** A new resource in a transaction may have no id yet: then the bundle's own name for it is its id. */
export function addressOf(resource: unknown, fullUrl: string | null): ResourceAddress | null {
  const type = textAt(resource, 'resourceType')
  const id = shortText(textAt(resource, 'id') ?? lastPart(fullUrl))
  return type === null || id === null ? null : { type, id }
}

function lastPart(fullUrl: string | null): string | null {
  const match = fullUrl === null ? null : /[^/:]+$/.exec(fullUrl)
  return match === null ? null : match[0]
}

export function refusedUnit(file: FhirFile, place: Place, reason: string): ReadUnit {
  return {
    file: file.name,
    ...place,
    kind: null,
    records: [],
    refusals: [{ field: null, reason }],
    ignored: null,
  }
}

export function ignoredUnit(file: FhirFile, place: Place, type: string): ReadUnit {
  return { file: file.name, ...place, kind: null, records: [], refusals: [], ignored: type }
}

const usedResource = resourceOf(usedTypes)

function resourceOf(types: readonly string[]): RegExp {
  return new RegExp(`"resourceType"\\s*:\\s*"(?:${types.join('|')})"`)
}

// Nothing that we read refers to a result, and there are too many of them to read each twice.
const namedTypes = usedTypes.filter((type) => type !== 'Observation')
const namedResource = resourceOf(namedTypes)

/** Whether a text may hold a resource that others refer to: cheaper than reading it. */
export function mayBeNamed(text: string): boolean {
  return namedResource.test(text)
}

/** The type of a resource that is of no use here, found without reading all of it; null: it has to be read. */
export function unusedType(text: string): string | null {
  if (usedResource.test(text)) return null
  return /"resourceType"\s*:\s*"([A-Za-z]{1,60})"/.exec(text)?.[1] ?? null
}

/** Undefined: not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    return undefined
  }
}
