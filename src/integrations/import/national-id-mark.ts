import { hash } from 'node:crypto'
import { type IdHolder, nationalIdOf } from '../../patients/rules/national-id.ts'

/**
 * What is kept of a national number: scheme:digest. Two records with one number have one mark; the number itself is in
 * no table, log or export. (A digest of so few digits can be guessed by whoever holds the database and tries all.)
 */
export function nationalIdMark(text: string, holder: IdHolder): string | null {
  const found = nationalIdOf(text, holder)
  if (found === null) return null
  return `${found.scheme}:${hash('sha256', `kembali ${found.scheme} ${found.number}`, 'base64url').slice(0, 22)}`
}
