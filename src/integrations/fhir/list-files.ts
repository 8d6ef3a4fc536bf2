import { hash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { byteLines } from '../import/byte-lines.ts'
import { openBytes } from '../import/open-bytes.ts'
import { isUsedType, usedTypes } from './read-resource.ts'

export interface FhirFile {
  readonly path: string
  /** Relative to the folder, as refusals name it. */
  readonly name: string
  readonly form: 'ndjson' | 'json'
  /** Practitioners and places: others name them by identifier. */
  readonly isDirectory: boolean
}

export interface FhirFiles {
  readonly files: readonly FhirFile[]
  readonly fingerprint: string
}

const ndjson = /\.ndjson(\.gz)?$/i
const json = /\.json(\.gz)?$/i
const exportLog = /^log\.ndjson(\.gz)?$/i
// Synthea writes those whom the patients' bundles name into bundles of their own.
const directoryBundle = /^(hospital|practitioner)Information/i

/** The files of a folder (or the one file) in the order in which they are best read: whom others name comes first. */
export async function listFiles(path: string): Promise<FhirFiles> {
  const info = await stat(path)
  const folder = info.isDirectory() ? path : null
  const paths = folder === null ? [path] : await filesIn(folder)
  const found: { readonly file: FhirFile; readonly order: number; readonly mark: string }[] = []
  for (const each of paths) {
    const name = folder === null ? basename(each) : relative(folder, each)
    const form = ndjson.test(name) ? 'ndjson' : json.test(name) || folder === null ? 'json' : null
    if (form === null || exportLog.test(basename(name))) continue
    const { size, mtimeMs } = await stat(each)
    const type = form === 'ndjson' ? await firstType(each, name) : null
    const order = orderOf(type, name)
    const isDirectory = form === 'ndjson' ? order < usedTypes.indexOf('Patient') : order < 0
    found.push({ file: { path: each, name, form, isDirectory }, order, mark: `${name}:${size}:${mtimeMs}` })
  }
  found.sort((one, other) => one.order - other.order || (one.file.name < other.file.name ? -1 : 1))
  const marks = found.map(({ mark }) => mark).join('\n')
  return { files: found.map(({ file }) => file), fingerprint: hash('sha256', marks) }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function orderOf(type: string | null, name: string): number {
  if (type === null) return directoryBundle.test(basename(name)) ? -1 : usedTypes.length
  return isUsedType(type) ? usedTypes.indexOf(type) : usedTypes.length
}

/** A bulk file holds one resource type: its first line tells which, else its name. */
async function firstType(path: string, name: string): Promise<string | null> {
  try {
    for await (const [first] of byteLines(openBytes(path), 1024 * 1024)) {
      const told = /"resourceType"\s*:\s*"([A-Za-z]+)"/.exec(
        first?.bytes?.toString('utf8', 0, 4096) ?? '',
      )?.[1]
      if (told !== undefined) return told
      break
    }
  } catch {
    // Reading the file will say what is wrong with it.
  }
  return /^[A-Za-z]+/.exec(basename(name))?.[0] ?? null
}
