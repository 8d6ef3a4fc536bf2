import type { ImportPosition } from '../../patients/rules/import-run.ts'
import { assertNever } from '../../platform/rules/assert-never.ts'
import { byteLines } from '../import/byte-lines.ts'
import { NothingToImport } from '../import/nothing-to-import.ts'
import { fileFault, openBytes } from '../import/open-bytes.ts'
import type { ImportSource, ReadUnit } from '../import/source.ts'
import { ZoneTimes } from '../import/values.ts'
import { at, textAt } from './json.ts'
import { type FhirFile, listFiles } from './list-files.ts'
import {
  addressOf,
  ignoredUnit,
  mayBeNamed,
  type Place,
  parseJson,
  readOne,
  refusedUnit,
  unusedType,
} from './read-one.ts'
import type { FhirContext } from './reading.ts'
import { References } from './references.ts'
import { type BundlePart, splitBundle } from './split-bundle.ts'

/** One resource with its narrative and attachments; what is longer is no patient record. */
const longestResource = 32 * 1024 * 1024

/** A bundle of this many bytes is held between its two passes; a larger one is read twice. */
const mostHeld = 64 * 1024 * 1024

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
  if (files.length === 0)
    throw new NothingToImport(`${input.path} holds no .json, .json.gz, .ndjson or .ndjson.gz file`)
  return {
    format: 'fhir',
    label: input.label,
    fingerprint,
    notes: () => [],
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
    const line = file.form === 'ndjson' ? last.line + 1 : Math.max(last.line, 1)
    yield [{ ...refusedUnit(file, { unit: last.unit + 1, line }, reason), isCutShort: true }]
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
      const unused = unusedType(text)
      if (unused !== null) {
        units.push(ignoredUnit(file, place, unused))
        continue
      }
      const resource = parseJson(text)
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
  const held = await learnNames(file, context)
  let unit = 0
  for await (const part of held ?? splitBundle(openBytes(file.path), longestResource)) {
    unit += 1
    yield readPart(file, context, { part, unit })
  }
}

/** Learns what a bundle calls its entries. Returns its parts when they are few enough to hold; null: read it again. */
async function learnNames(file: FhirFile, context: FhirContext): Promise<readonly BundlePart[] | null> {
  context.references.beginBundle()
  let held: BundlePart[] | null = []
  let size = 0
  try {
    for await (const part of splitBundle(openBytes(file.path), longestResource)) {
      size += 'bytes' in part ? part.bytes.length : 0
      if (size > mostHeld) held = null
      held?.push(part)
      if (part.what === 'entry') learnEntry(context, part.bytes.toString('utf8'))
    }
    return held
  } catch (error) {
    // A file that breaks off is read again: what comes before the break is taken in, then the break is told.
    if (fileFault(error) === null) throw error
    return null
  }
}

function learnEntry(context: FhirContext, text: string): void {
  if (!mayBeNamed(text)) return
  const entry = parseJson(text)
  const fullUrl = textAt(entry, 'fullUrl')
  const address = addressOf(at(entry, 'resource'), fullUrl)
  if (address === null) return
  if (fullUrl !== null) context.references.learnFullUrl(fullUrl, address)
  context.references.learnIdentifiers(at(entry, 'resource'), address)
}

function readPart(
  file: FhirFile,
  context: FhirContext,
  { part, unit }: { readonly part: BundlePart; readonly unit: number },
): readonly ReadUnit[] {
  const place = { unit, line: part.line }
  switch (part.what) {
    case 'entry': {
      const text = part.bytes.toString('utf8')
      const unused = unusedType(text)
      if (unused !== null) return [ignoredUnit(file, place, unused)]
      const entry = parseJson(text)
      if (entry === undefined) return [refusedUnit(file, place, 'not valid JSON')]
      const told = { place, resource: at(entry, 'resource'), fullUrl: textAt(entry, 'fullUrl') }
      return [readOne(file, context, told)]
    }
    case 'rest':
      return readRest(file, context, { place, text: part.bytes.toString('utf8'), hasEntries: unit > 1 })
    case 'too_long':
      return [refusedUnit(file, place, 'longer than 32 MiB: export as Bulk Data (NDJSON) instead')]
    case 'cut_off':
      return [{ ...refusedUnit(file, place, cutOff), isCutShort: true }]
    default:
      return assertNever(part)
  }
}

const cutOff = 'the JSON ends before it is complete: what came before was taken in'

/** What is left of a document without its entries: a bundle's frame, or a single resource. */
function readRest(
  file: FhirFile,
  context: FhirContext,
  rest: { readonly place: Place; readonly text: string; readonly hasEntries: boolean },
): readonly ReadUnit[] {
  const resource = parseJson(rest.text)
  const place = rest.hasEntries ? rest.place : { ...rest.place, line: 1 }
  if (resource === undefined) return [refusedUnit(file, place, 'not valid JSON')]
  if (at(resource, 'resourceType') === 'Bundle') return []
  return [readOne(file, context, { place, resource, fullUrl: null })]
}
