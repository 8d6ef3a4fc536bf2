import type { ImportPosition } from '../../patients/import-batches.ts'
import { byteLines } from '../import/byte-lines.ts'
import { fileFault, openBytes } from '../import/open-bytes.ts'
import type { ImportSource, ReadUnit } from '../import/source.ts'
import { ZoneTimes } from '../import/values.ts'
import { at, textAt } from './json.ts'
import { type FhirFile, listFiles } from './list-files.ts'
import { isUsedType, readResource } from './read-resource.ts'
import type { FhirContext } from './reading.ts'
import { References, type ResourceAddress } from './references.ts'
import { splitBundle } from './split-bundle.ts'

/** One resource with its narrative and attachments; what is longer is no patient record. */
const longestResource = 32 * 1024 * 1024

export interface FhirInput {
  /** A folder, a bundle or a bulk file. */
  readonly path: string
  readonly label: string
  /** Of the clinic: ISO 3166 alpha-2 and IANA. */
  readonly country: string
  readonly zone: string
}

/** Bundles and Bulk Data files of FHIR R4 as one input. Throws what fs throws when the path cannot be read at all. */
export async function openFhirSource(input: FhirInput): Promise<ImportSource> {
  const { files, fingerprint } = await listFiles(input.path)
  return {
    format: 'fhir',
    label: input.label,
    fingerprint,
    notes: () => (files.length === 0 ? ['no .json, .json.gz, .ndjson or .ndjson.gz file was found'] : []),
    read: (after) => readFiles(files, input, after),
  }
}

async function* readFiles(
  files: readonly FhirFile[],
  input: FhirInput,
  after: ImportPosition | null,
): AsyncGenerator<readonly ReadUnit[]> {
  const references = new References()
  const context = { references, zone: new ZoneTimes(input.zone), country: input.country }
  const reached = after === null ? -1 : files.findIndex((file) => file.name === after.file)
  for (const [index, file] of files.entries()) {
    // Files before the position are done; practitioners and places are read again for the names others use.
    if (index < reached && !file.isDirectory) continue
    const done = index < reached ? Number.POSITIVE_INFINITY : index === reached ? (after?.unit ?? 0) : 0
    for await (const units of readFile(file, context)) {
      const fresh = units.filter((unit) => unit.unit > done)
      if (fresh.length > 0) yield fresh
    }
  }
}

async function* readFile(file: FhirFile, context: FhirContext): AsyncGenerator<readonly ReadUnit[]> {
  let last = { unit: 0, line: 0 }
  try {
    const units = file.form === 'ndjson' ? readLines(file, context) : readDocument(file, context)
    for await (const chunk of units) {
      const end = chunk.at(-1)
      if (end !== undefined) last = { unit: end.unit, line: end.line ?? last.line }
      yield chunk
    }
  } catch (error) {
    const reason = fileFault(error)
    if (reason === null) throw error
    const refused = refusedUnit(file, { ...last, unit: last.unit + 1 }, reason)
    yield [last.line === 0 ? refused : { ...refused, line: last.line + 1 }]
  }
}

async function* readLines(file: FhirFile, context: FhirContext): AsyncGenerator<readonly ReadUnit[]> {
  for await (const lines of byteLines(openBytes(file.path), longestResource)) {
    const units: ReadUnit[] = []
    for (const { line, bytes } of lines) {
      const place = { unit: line, line }
      if (bytes === null) {
        units.push(refusedUnit(file, place, 'the line is longer than 32 MiB'))
        continue
      }
      const text = bytes.toString('utf8')
      if (text.trim() === '') continue
      const resource = parse(text)
      units.push(
        resource === undefined
          ? refusedUnit(file, place, 'not valid JSON')
          : readOne(file, context, { place, resource, fullUrl: null }),
      )
    }
    yield units
  }
}

/** A bundle, or a file that is one resource. Two passes: entries may name others that come after them. */
async function* readDocument(file: FhirFile, context: FhirContext): AsyncGenerator<readonly ReadUnit[]> {
  context.references.beginBundle()
  for await (const part of splitBundle(openBytes(file.path), longestResource)) {
    if (part.what !== 'entry') continue
    const entry = parse(part.bytes.toString('utf8'))
    const address = addressOf(at(entry, 'resource'), textAt(entry, 'fullUrl'))
    if (address === null) continue
    const fullUrl = textAt(entry, 'fullUrl')
    if (fullUrl !== null) context.references.learnFullUrl(fullUrl, address)
    context.references.learnIdentifiers(at(entry, 'resource'), address)
  }
  let unit = 0
  for await (const part of splitBundle(openBytes(file.path), longestResource)) {
    unit += 1
    const place = { unit, line: part.line }
    switch (part.what) {
      case 'entry': {
        const entry = parse(part.bytes.toString('utf8'))
        const told = { place, resource: at(entry, 'resource'), fullUrl: textAt(entry, 'fullUrl') }
        yield [
          entry === undefined ? refusedUnit(file, place, 'not valid JSON') : readOne(file, context, told),
        ]
        break
      }
      case 'rest':
        yield readRest(file, context, { place, text: part.bytes.toString('utf8'), hasEntries: unit > 1 })
        break
      case 'too_long':
        yield [refusedUnit(file, place, 'longer than 32 MiB: export as Bulk Data (NDJSON) instead')]
        break
      case 'cut_off':
        yield [refusedUnit(file, place, 'the JSON ends before it is complete: what came before was taken in')]
        break
    }
  }
}

interface Place {
  readonly unit: number
  readonly line: number
}

/** What is left of a document without its entries: a bundle's frame, or a single resource. */
function readRest(
  file: FhirFile,
  context: FhirContext,
  rest: { readonly place: Place; readonly text: string; readonly hasEntries: boolean },
): readonly ReadUnit[] {
  const resource = parse(rest.text)
  const place = rest.hasEntries ? rest.place : { ...rest.place, line: 1 }
  if (resource === undefined) return [refusedUnit(file, place, 'not valid JSON')]
  if (at(resource, 'resourceType') === 'Bundle') return []
  return [readOne(file, context, { place, resource, fullUrl: null })]
}

function readOne(
  file: FhirFile,
  context: FhirContext,
  told: { readonly place: Place; readonly resource: unknown; readonly fullUrl: string | null },
): ReadUnit {
  const { place, resource } = told
  const type = textAt(resource, 'resourceType')
  if (type === null) return refusedUnit(file, place, 'not a FHIR resource: it has no resourceType')
  const nothing = { file: file.name, ...place, kind: null, records: [], refusals: [], ignored: type }
  if (!isUsedType(type)) return nothing
  const address = addressOf(resource, told.fullUrl)
  if (address === null) return refusedUnit(file, place, `the ${type} has no id`)
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
function addressOf(resource: unknown, fullUrl: string | null): ResourceAddress | null {
  const type = textAt(resource, 'resourceType')
  const id = textAt(resource, 'id') ?? lastPart(fullUrl)
  return type === null || id === null ? null : { type, id: id.slice(0, 200) }
}

function lastPart(fullUrl: string | null): string | null {
  const match = fullUrl === null ? null : /[^/:]+$/.exec(fullUrl)
  return match === null ? null : match[0]
}

function refusedUnit(file: FhirFile, place: Place, reason: string): ReadUnit {
  return {
    file: file.name,
    ...place,
    kind: null,
    records: [],
    refusals: [{ field: null, reason }],
    ignored: null,
  }
}

/** Undefined: not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    return undefined
  }
}
