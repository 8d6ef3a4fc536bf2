import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { openBeginning } from '../import/open-bytes.ts'
import { cleanText } from '../import/values.ts'
import { detectEncoding, type Encoding } from './detect-encoding.ts'
import { type CsvForm, type Delimiter, detectForm } from './detect-form.ts'
import { distinctHeaders } from './mapping.ts'
import { RecordSplitter } from './split-records.ts'

export interface CsvHead {
  readonly encoding: Encoding
  readonly form: CsvForm
  readonly headers: readonly string[]
  /** Rows at the beginning, to judge by. */
  readonly sample: readonly (readonly string[])[]
}

const sampleCharacters = 256 * 1024

/** Looks at the beginning of a table: how it is written, and what its columns are called. */
export async function readHead(
  path: string,
  told: { readonly encoding: Encoding | undefined; readonly delimiter: Delimiter | undefined },
): Promise<Result<CsvHead, string>> {
  const encoding = told.encoding ?? (await detectEncoding(openBeginning(path)))
  let text = ''
  for await (const chunk of decoded(openBeginning(path), encoding)) {
    text += chunk
    if (text.length >= sampleCharacters) break
  }
  const found = detectForm(text)
  const form = { ...found, delimiter: told.delimiter ?? found.delimiter }
  const splitter = new RecordSplitter(form)
  const records = [...splitter.push(text), ...(text.length < sampleCharacters ? splitter.end() : [])]
  const rows = records.filter((record) => record.fields !== null && !isBlank(record.fields))
  const written = rows.map((record) => record.fields ?? []).filter((fields) => !isSeparatorLine(fields, form))
  const [header, ...sample] = written
  if (header === undefined) {
    return fail(
      records.some((record) => record.fault !== null) ? 'the header cannot be read' : 'the file is empty',
    )
  }
  return ok({ encoding, form, headers: distinctHeaders(header.map((name) => cleanText(name) ?? '')), sample })
}

/** Text of a stream of bytes; a byte order mark is left out, what is not valid becomes U+FFFD. */
export async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

export function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '')
}

/** Spreadsheets may begin with a line that only names the delimiter: sep=; */
export function isSeparatorLine(fields: readonly string[], form: CsvForm): boolean {
  return /^sep=.?$/i.test(fields[0] ?? '') && fields.join(form.delimiter).length <= 5
}
