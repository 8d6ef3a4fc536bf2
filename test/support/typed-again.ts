import type { PatientRecord } from '../../src/patients/rules/records.ts'
import { between, type Draw, weighted } from '../../src/simulation/rules/draw.ts'

// How a person ends up in a practice system twice: somebody did not find them and typed them in again. One to three
// faults in each pair, half of them in names; how often each happens is assumed, and was not fitted to anything.

type Fault = (record: PatientRecord, draw: Draw) => PatientRecord

const faults: readonly (readonly [Fault, number])[] = [
  [(record, draw) => ({ ...record, givenName: slip(record.givenName, draw) }), 14],
  [(record, draw) => ({ ...record, familyName: slip(record.familyName, draw) }), 14],
  [(record) => ({ ...record, givenName: record.familyName, familyName: record.givenName }), 4],
  [(record) => ({ ...record, givenName: shortForms[record.givenName ?? ''] ?? record.givenName }), 8],
  [(record) => ({ ...record, givenName: plain(record.givenName), familyName: plain(record.familyName) }), 10],
  [(record, draw) => ({ ...record, familyName: married(record, draw) }), 4],
  [(record, draw) => ({ ...record, birthDate: wrongDay(record.birthDate, draw) }), 6],
  [(record) => ({ ...record, birthDate: null }), 3],
  [(record) => ({ ...record, contacts: [] }), 8],
  [(record, draw) => ({ ...record, contacts: otherPhone(record, draw) }), 12],
  [moved, 8],
  [(record, draw) => ({ ...record, address: slip(record.address, draw) }), 8],
  [(record, draw) => ({ ...record, postcode: slip(record.postcode, draw) }), 4],
  [(record) => ({ ...record, sex: 'unknown' }), 6],
]

/** The same person as somebody else typed them in, with one to three faults. */
export function typedAgain(record: PatientRecord, externalId: string, draw: Draw): PatientRecord {
  const [first, ...others] = faults
  if (first === undefined) throw new Error('no faults')
  let typed = record
  for (let round = between(draw('faults'), 1, 3); round > 0; round -= 1)
    typed = weighted(draw('fault', round), [first, ...others])(typed, (purpose, more = 0) =>
      draw(purpose, `${round}.${more}`),
    )
  // A full name that was put together by the reader of the table is put together again.
  const isSplit = typed.givenName !== null && typed.familyName !== null
  return {
    ...typed,
    externalId,
    fullName: isSplit ? `${typed.givenName} ${typed.familyName}` : typed.fullName,
  }
}

const letters = 'aeioulnrstkm'

function slip(text: string | null, draw: Draw): string | null {
  if (text === null || text.length < 3) return text
  const at = between(draw('where'), 1, text.length - 2)
  const letter = letters[Math.floor(draw('letter') * letters.length)] ?? 'a'
  return weighted(draw('slip'), [
    [text.slice(0, at) + text.slice(at + 1), 1],
    [text.slice(0, at) + letter + text.slice(at), 1],
    [text.slice(0, at) + letter + text.slice(at + 1), 1],
    [text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2), 1],
  ])
}

function plain(text: string | null): string | null {
  return text?.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L') ?? null
}

const shortForms: Readonly<Record<string, string>> = {
  Anna: 'Ania',
  Katarzyna: 'Kasia',
  Małgorzata: 'Gosia',
  Barbara: 'Basia',
  Tomasz: 'Tomek',
  Krzysztof: 'Krzysiek',
  Александр: 'Саша',
  Екатерина: 'Катя',
  Наталья: 'Наташа',
  Дмитрий: 'Дима',
  William: 'Bill',
  Thomas: 'Tom',
  Margaret: 'Meg',
  Robert: 'Bob',
}

function married({ sex, familyName }: PatientRecord, draw: Draw): string | null {
  if (sex !== 'female' || familyName === null) return familyName
  const names = ['Adamczyk', 'Sobczak', 'Urban', 'Maj', 'Błaszczyk', 'Zych', 'Гончар', 'Hill']
  return names[Math.floor(draw('married') * names.length)] ?? familyName
}

function wrongDay(day: string | null, draw: Draw): string | null {
  if (day === null) return null
  const [year = '', month = '', date = ''] = day.split('-')
  return weighted(draw('day'), [
    [Number(date) <= 12 ? `${year}-${date}-${month}` : day, 1],
    [`${year}-${month}-${String(((Number(date) + 9) % 28) + 1).padStart(2, '0')}`, 1],
    [`${Number(year) + (Number(year) % 10 < 5 ? 1 : -1)}-${month}-${date}`, 1],
  ])
}

function otherPhone({ contacts }: PatientRecord, draw: Draw): PatientRecord['contacts'] {
  const value = `+48690${String(between(draw('phone'), 0, 999_999)).padStart(6, '0')}`
  return contacts.map((contact) => (contact.kind === 'phone' ? { ...contact, value } : contact))
}

function moved(record: PatientRecord, draw: Draw): PatientRecord {
  const postcode = `3${between(draw('area'), 0, 4)}-${between(draw('postcode'), 100, 999)}`
  return { ...record, address: `ul. Nowa ${between(draw('house'), 1, 90)}`, postcode }
}
