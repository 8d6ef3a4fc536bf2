import { parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { isZone } from '../../platform/i18n/is-zone.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'
import { columnNames, csvKinds, foldedHeader } from './column-names.ts'
import { type DateOrder, dateOrders } from './dates.ts'
import { encodings } from './detect-encoding.ts'
import { delimiters } from './detect-form.ts'
import { consentColumn, fieldsOf } from './match-columns.ts'

const channel = z.enum(['sms', 'email', 'call', 'letter', 'any'])
const purpose = z.enum(['visit_admin', 'care_recall', 'reactivation', 'feedback', 'marketing'])

const columnRule = z.union([
  z.string(),
  z.strictObject({
    field: z.string(),
    /** What the cells say → what it means, e.g. "2": cancelled. */
    values: z.record(z.string(), z.string()).optional(),
    channels: z.array(channel).optional(),
    purposes: z.array(purpose).optional(),
  }),
])

const mappingSchema = z.strictObject({
  kind: z.enum(csvKinds),
  source: z.string().min(1).max(60).optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  zone: z.string().refine(isZone, 'is not an IANA time zone').optional(),
  /** Fields that together name a row, where it has no id of its own. */
  key: z.array(z.string()).min(1).optional(),
  columns: z.record(z.string(), columnRule),
})

export type CsvMapping = z.infer<typeof mappingSchema>

export interface ColumnUse {
  readonly at: number
  readonly header: string
  readonly field: string
  readonly values: ReadonlyMap<string, string>
  readonly channels: readonly z.infer<typeof channel>[]
  readonly purposes: readonly z.infer<typeof purpose>[]
}

/** Reads a mapping that a person may have edited; the fault says where. */
export function readMapping(text: string): Result<CsvMapping, string> {
  const document = parseDocument(text)
  const [broken] = document.errors
  if (broken !== undefined) return fail(`the mapping is not valid YAML: ${broken.message.split('\n')[0]}`)
  const parsed = mappingSchema.safeParse(document.toJS())
  if (parsed.success) return checkFields(parsed.data)
  const [issue] = parsed.error.issues
  return fail(`the mapping: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not understood'}`)
}

function checkFields(mapping: CsvMapping): Result<CsvMapping, string> {
  const known = new Set([...Object.keys(columnNames[mapping.kind]), ...specialFields])
  for (const [header, rule] of Object.entries(mapping.columns)) {
    const field = typeof rule === 'string' ? rule : rule.field
    if (!known.has(field)) {
      return fail(
        `the mapping: column "${header}" names no field of ${mapping.kind}; known are ${[...known].join(', ')}`,
      )
    }
  }
  return ok(mapping)
}

const specialFields = ['consent', 'consentAt', 'ignore']

/** The mapping as found in the columns, for a kind. */
export function guessMapping(
  headers: readonly string[],
  found: Required<Pick<CsvMapping, 'kind' | 'encoding' | 'delimiter' | 'country' | 'zone'>> & {
    readonly dateOrder: DateOrder
  },
): CsvMapping {
  const folded = headers.map(foldedHeader)
  const fields = fieldsOf(found.kind, folded)
  const columns = headers.map((header, at): [string, z.infer<typeof columnRule>] => {
    const consent = found.kind === 'patients' && !fields.has(at) ? consentColumn(folded[at] ?? '') : null
    if (consent === null) return [header, fields.get(at) ?? 'ignore']
    const isDate = /date|data|дата|tarikh| at$/.test(folded[at] ?? '')
    if (isDate) return [header, 'consentAt']
    const values = folded[at] === 'txt msg ok' ? { values: { '0': '', '1': 'yes', '2': 'no' } } : {}
    return [
      header,
      { field: 'consent', channels: [...consent.channels], purposes: [...consent.purposes], ...values },
    ]
  })
  return { ...found, columns: Object.fromEntries(columns) }
}

/** Which cell holds what. Headers of the mapping that the file lacks are told. */
export function usesOf(mapping: CsvMapping, headers: readonly string[]): readonly ColumnUse[] {
  return headers.flatMap((header, at) => {
    const rule = Object.hasOwn(mapping.columns, header) ? mapping.columns[header] : undefined
    if (rule === undefined) return []
    const told = typeof rule === 'string' ? { field: rule } : rule
    if (told.field === 'ignore') return []
    const { field, channels = ['any'], purposes = ['visit_admin', 'care_recall'] } = { ...told }
    const values = new Map('values' in told ? Object.entries(told.values ?? {}) : [])
    return [{ at, header, field, values, channels, purposes }]
  })
}

/** The mapping as a file that a person can edit. */
export function writeMapping(mapping: CsvMapping, fileName: string): string {
  const fields = Object.keys(columnNames[mapping.kind]).join(', ')
  return `# How the columns of ${fileName} are read. Edit it and import with --mapping <this file>.
# A column holds one of: ${fields},
# consent (with channels and purposes), consentAt, or ignore.
# dateOrder says what 03/04/2024 means: dmy, mdy or ymd. Without an id column, key lists the fields that name a row.
${stringify(mapping, { lineWidth: 0 })}`
}

/** Headers as a mapping names them: a second "Phone" is "Phone (2)". */
export function distinctHeaders(headers: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return headers.map((header, at) => {
    const name = header.trim() === '' ? `column ${at + 1}` : header.trim()
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}
