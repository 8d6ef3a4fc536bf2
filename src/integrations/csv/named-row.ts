import type { Row } from './row.ts'

// Whom a row is about, what it is called and under which id it is kept. Null: the row has been refused and gives nothing.

export function patientOf(row: Row): string | null {
  const patient = row.id('patient') ?? row.personKey()
  if (patient === null) row.refuseRow('patient', 'names no patient')
  return patient
}

/** The id that the row says, or one made of what names it. */
export function rowId(row: Row, named: readonly (string | null)[]): string | null {
  const id = row.id('externalId') ?? row.keyOf(named)
  if (id === null) row.refuseRow('externalId', 'no id, and nothing that could stand for one')
  return id
}

interface CodedRow {
  readonly patientExternalId: string
  readonly code: string | null
  readonly display: string | null
  /** What stands for it in a made id: the code, else the words. */
  readonly name: string | null
}

/** A row of a clinical table: about somebody, and called something by code or in words. */
export function codedRow(row: Row): CodedRow | null {
  const patientExternalId = patientOf(row)
  if (patientExternalId === null) return null
  const code = row.id('code')
  const display = row.text('display')
  if (code !== null || display !== null) return { patientExternalId, code, display, name: code ?? display }
  row.refuseRow('code', 'neither code nor name')
  return null
}
