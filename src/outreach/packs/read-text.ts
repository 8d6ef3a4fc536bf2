import { messageShape } from '../../platform/i18n/message-shape.ts'
import { type TextFault, valueFaults } from '../rules/text-faults.ts'

export interface ReadText {
  /** Names of the values it holds, in the order they come. */
  readonly values: readonly string[]
  /** Empty: it can be put into words. */
  readonly faults: readonly TextFault[]
}

/** Reads an ICU text of a message: whether it is one, and that it names known values as they are given. */
export function readText(text: string): ReadText {
  if (printsBracket(text)) return { values: [], faults: [{ kind: 'not_readable', detail: 'LOOSE_BRACKET' }] }
  const shape = messageShape(text)
  if (!shape.ok) return { values: [], faults: [{ kind: 'not_readable', detail: shape.error }] }
  const { arguments: values } = shape.value
  return { values: [...values.keys()], faults: valueFaults(values) }
}

/** ICU prints a bracket in quotation marks, and one that closes nothing; a patient would read either as a slip. */
function printsBracket(text: string): boolean {
  return /'[{}]/.test(text) || text.split('}').length > text.split('{').length
}
