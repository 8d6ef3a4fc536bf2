import { type CsvKind, columnNames, foldedHeader } from './column-names.ts'

/** Position of a header → the field it holds. A field is taken from one column; the likeliest name wins. */
export function fieldsOf(kind: CsvKind, headers: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  for (const [field, names] of Object.entries(columnNames[kind])) {
    for (const name of names.split(',')) {
      const at = headers.indexOf(foldedHeader(name))
      if (at === -1 || found.has(at)) continue
      found.set(at, field)
      break
    }
  }
  return found
}

export interface ConsentColumn {
  readonly channels: readonly ('sms' | 'email' | 'call' | 'letter' | 'any')[]
  readonly purposes: readonly ('visit_admin' | 'care_recall' | 'reactivation' | 'feedback' | 'marketing')[]
}

const consentWords =
  /consent|zgod[ay]|соглас|persetujuan|^izin|opt ?in|^accept(s|ed)|^allow|hipaa allow|txt msg ok|receives/
// Consent to the processing of data or to treatment is not consent to be written to.
const otherConsents = /privacy|rodo|gdpr|treatment|leczeni|лечени|персональн|rawatan|notice|portal|процед/

/** Which contact a column of consents is about, by its name; null: it is none. */
export function consentColumn(header: string): ConsentColumn | null {
  if (!consentWords.test(header) || otherConsents.test(header)) return null
  const channels: ConsentColumn['channels'] = /sms|text|txt|смс|tekst/.test(header)
    ? ['sms']
    : /mail|почт|emel/.test(header)
      ? ['email']
      : /call|phone|voice|telefon|звон|panggilan/.test(header)
        ? ['call']
        : ['any']
  return { channels, purposes: purposesOf(header) }
}

/** A consent that names no purpose covers what a patient of the clinic expects, and no more (fail closed). */
function purposesOf(header: string): ConsentColumn['purposes'] {
  if (/market|reklam|рекл|pemasaran|handlow/.test(header)) return ['marketing']
  if (/reactivat|reaktyw|реактив/.test(header)) return ['reactivation']
  if (/survey|feedback|ankiet|отзыв|опрос/.test(header)) return ['feedback']
  return ['visit_admin', 'care_recall']
}
