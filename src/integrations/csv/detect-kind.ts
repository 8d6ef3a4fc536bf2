import { type CsvKind, csvKinds } from './column-names.ts'
import { knownTable } from './known-tables.ts'
import { fieldsOf } from './match-columns.ts'

/** Groups of fields of which one is needed each. */
const needs: { readonly [Kind in CsvKind]: readonly (readonly string[])[] } = {
  patients: [['fullName', 'familyName', 'givenName']],
  visits: [['patient', 'birthDate'], ['startedAt']],
  appointments: [['patient', 'birthDate'], ['startsAt']],
  conditions: [
    ['patient', 'birthDate'],
    ['code', 'display'],
  ],
  procedures: [['patient', 'birthDate'], ['performedAt'], ['code', 'display']],
  coverage: [['patient', 'birthDate'], ['payer']],
  results: [['patient', 'birthDate'], ['observedAt'], ['code', 'display'], ['value']],
  plans: [
    ['patient', 'birthDate'],
    ['code', 'title'],
  ],
  'plan-items': [
    ['patient', 'birthDate'],
    ['code', 'display'],
  ],
  practitioners: [['fullName', 'familyName'], ['externalId']],
  locations: [['name'], ['externalId']],
}

// Words that belong to one kind, in four languages; compared with folded headers and with the name of the file.
const words: { readonly [Kind in CsvKind]: RegExp } = {
  patients:
    /^(first|last|given|family|middle) name$|^[fl] name$|surname|imie|nazwisk|фамили|отчеств|^фио$|birth|urodz|рожден|lahir|sex|gender|plec|пол$|jantina|mail|mobile|phone|telefon|телефон|zip|post|city|miasto|город|^data r$|^dob$|balance|zadluzen|задолжен|tertunggak|^tags?$|^метк|^lat(itude)?$/,
  visits: /visit|encounter|wizyt|визит|прием|посещ|lawatan/,
  appointments: /appointment|^apt|booking|termin|запис|temujanji|did not arrive/,
  conditions: /condition|diagnos|rozpozn|диагноз|мкб|icd|onset/,
  procedures: /^proc|treatment|zabieg|процедур|услуг|rawatan|prosedur/,
  coverage: /coverage|policy|insur|payer|carrier|ubezp|polis|полис|страх/,
  results:
    /^result|observ|^test |loinc|^units?$|^unit of|wynik|wartosc|badani|jednostk|результат|значени|анализ|исследован|показател|^ед( изм)?$|единиц|keputusan|^nilai|ujian/,
  plans:
    /^plan (date|start|end|name|title|status|code|leczenia)$|^(treatment|care) ?plan$|heading|nazwa planu|status planu|data planu|^план( лечения)?$|(название|статус|дата) плана|pelan rawatan|nama pelan|status pelan/,
  'plan-items':
    /^plan item|item id$|^planned|tooth|proc tp|fee amt|pozycj|planowan|^zab$|позици|запланирован|планов|планируем|зуба?$|dirancang|gigi/,
  practitioners: /^prov|practitioner|doctor|lekarz|врач|doktor|special|specjal|kepakaran/,
  locations: /organi[sz]ation|location|placow|филиал|lokasi/,
}

const fileWords: { readonly [Kind in CsvKind]: RegExp } = {
  ...words,
  patients: /patient|pacjen|пациент|pesakit|client|klien|клиент/,
}

export type DetectedKind =
  | { readonly ok: true; readonly kind: CsvKind }
  | { readonly ok: false; readonly reason: string }

/** What a table holds, by its headers (folded) and its name. */
export function detectKind(headers: readonly string[], fileName: string): DetectedKind {
  const known = knownTable(headers, fileName)
  if (known.known) {
    if (known.kind !== null) return { ok: true, kind: known.kind }
    return { ok: false, reason: `a table of something that Kembali has no use for (${known.table})` }
  }
  const name = fileName.toLowerCase()
  const scored = csvKinds
    .filter((kind) => fitsNeeds(kind, headers))
    .map((kind) => ({ kind, score: scoreOf(kind, headers) + (fileWords[kind].test(name) ? 2 : 0) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
  const [best, second] = scored
  if (best === undefined) {
    return {
      ok: false,
      reason: 'the columns do not tell what the rows are: name the kind, or give a mapping',
    }
  }
  if (second !== undefined && second.score === best.score) {
    return { ok: false, reason: `could be ${best.kind} or ${second.kind}: name the kind` }
  }
  return { ok: true, kind: best.kind }
}

/** What a kind cannot do without and these columns do not give; null: nothing is missing. */
export function missingField(kind: CsvKind, fields: ReadonlySet<string>): string | null {
  const lacking = needs[kind].find((group) => !group.some((field) => fields.has(field)))
  return lacking === undefined ? null : lacking.join(' or ')
}

function fitsNeeds(kind: CsvKind, headers: readonly string[]): boolean {
  return missingField(kind, new Set(fieldsOf(kind, headers).values())) === null
}

function scoreOf(kind: CsvKind, headers: readonly string[]): number {
  const matching = headers.filter((header) => words[kind].test(header)).length
  // Doctors have names and towns as patients do: what only they have weighs more.
  return kind === 'practitioners' || kind === 'locations' ? matching * 2 : matching
}
