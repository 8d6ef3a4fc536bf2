import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse, YAMLParseError } from 'yaml'
import type { z } from 'zod'
import { fail, ok, type Result } from '../rules/result.ts'

/** What is wrong with a pack, in words its author can act on. */
export interface PackFault {
  readonly file: string
  /** Path inside the file, such as `steps.1.window`; empty for the whole file. */
  readonly key: string
  readonly what: string
}

/** A pack that ships with the program and does not hold together: the program must not start with it. */
export class PackError extends Error {
  readonly faults: readonly PackFault[]

  constructor(faults: readonly PackFault[]) {
    super(['Packs are not usable:', ...faults.map(describeFault)].join('\n'))
    this.name = 'PackError'
    this.faults = faults
  }
}

export function describeFault({ file, key, what }: PackFault): string {
  return key === '' ? `${file}: ${what}` : `${file}: ${key}: ${what}`
}

/** Parses one YAML text against its schema. */
export function readPack<T>(
  schema: z.ZodType<T>,
  source: { readonly file: string; readonly text: string },
): Result<T, readonly PackFault[]> {
  const document = parseYaml(source)
  if (!document.ok) return document
  const parsed = schema.safeParse(document.value)
  if (parsed.success) return ok(parsed.data)
  return fail(
    parsed.error.issues.map((issue) => ({
      file: source.file,
      key: issue.path.join('.'),
      what: isMissing(issue) ? 'is missing' : issue.message,
    })),
  )
}

function isMissing({ code, message }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && message.endsWith('received undefined')
}

/** The YAML files of a shipped folder such as `campaigns`, sorted by name. */
export async function packTexts(
  folder: string,
): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const root = new URL(`../../../packs/${folder}/`, import.meta.url)
  const names = (await readdir(fileURLToPath(root))).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (name) => ({
      file: `packs/${folder}/${name}`,
      text: await readFile(new URL(name, root), 'utf8'),
    })),
  )
}

/** The values of packs that must all be right, or a `PackError` that names everything that is wrong. */
export function allPacks<T>(results: readonly Result<T, readonly PackFault[]>[]): readonly T[] {
  const faults = results.flatMap((result) => (result.ok ? [] : result.error))
  if (faults.length > 0) throw new PackError(faults)
  return results.flatMap((result) => (result.ok ? [result.value] : []))
}

function parseYaml(source: {
  readonly file: string
  readonly text: string
}): Result<unknown, readonly PackFault[]> {
  try {
    return ok(parse(source.text))
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return fail([
      { file: source.file, key: '', what: error.message.split('\n')[0]?.replace(/:$/, '') ?? 'not YAML' },
    ])
  }
}
