import type { SmppSettings } from './smpp-settings.ts'

type IdForm = SmppSettings['messageIds']['submitted']

/**
 * Some SMSCs answer a submit with a hexadecimal id and name the same message in decimal in its receipt. Ids are kept
 * in the form of the submit answer's number system, stripped of what only differs in writing (case, leading zeros).
 */
export function submittedId(raw: string, forms: SmppSettings['messageIds']): string | null {
  const id = raw.trim()
  if (id === '') return null
  return forms.submitted === 'text' ? id : rewrite(id, forms.submitted, forms.submitted)
}

/** The id of a receipt in the form `submittedId` gave to the same message. */
export function receiptedId(raw: string, forms: SmppSettings['messageIds']): string | null {
  const id = raw.trim()
  if (id === '') return null
  if (forms.submitted === 'text' || forms.receipted === 'text') return id
  return rewrite(id, forms.receipted, forms.submitted)
}

/** The id as a submit answer writes it, for query_sm: some SMSCs compare text. */
export function queriedId(id: string, forms: SmppSettings['messageIds']): string {
  if (forms.submitted !== 'hexadecimal') return id
  const written = id.padStart(forms.hexadecimalDigits, '0')
  return forms.hexadecimalLetters === 'upper' ? written.toUpperCase() : written
}

/** An id that is not a number in its announced form stays as it is: it may still match as text. */
function rewrite(id: string, from: IdForm, to: IdForm): string {
  const isNumber = from === 'hexadecimal' ? /^[0-9a-f]+$/i.test(id) : /^\d+$/.test(id)
  if (!isNumber) return id
  const value = BigInt(from === 'hexadecimal' ? `0x${id}` : id)
  return to === 'hexadecimal' ? value.toString(16) : value.toString()
}
