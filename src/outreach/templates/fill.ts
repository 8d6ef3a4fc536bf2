import { IntlMessageFormat } from 'intl-messageformat'
import { messageShape } from '../../platform/i18n/message-shape.ts'
import type { Language } from '../../platform/rules/language.ts'
import { fail, ok, type Result } from '../../platform/rules/result.ts'

/** A text asks for a value the caller did not give. */
export interface MissingValue {
  readonly kind: 'missing_value'
  readonly name: string
}

interface Compiled {
  readonly format: IntlMessageFormat
  readonly names: readonly string[]
}

/** Texts of the packs and of clinics' own versions; a text that is being written is another one with every letter. */
const compiled = new Map<string, Compiled>()
const mostCompiled = 2000

/** Puts already formatted values into a text; a value is never read as ICU. */
export function fill(
  text: string,
  language: Language,
  values: Readonly<Record<string, string | undefined>>,
): Result<string, MissingValue> {
  const { format, names } = compile(text, language)
  const missing = names.find((name) => values[name] === undefined)
  if (missing !== undefined) return fail({ kind: 'missing_value', name: missing })
  return ok(String(format.format(values)))
}

function compile(text: string, language: Language): Compiled {
  const key = `${language}:${text}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const shape = messageShape(text)
  if (!shape.ok) throw new Error(`A text reached sending unchecked: ${shape.error}`)
  const made = { format: new IntlMessageFormat(text, language), names: [...shape.value.arguments.keys()] }
  // The one kept longest goes: if it is still in use, it is back with the next message.
  const [oldest] = compiled.size >= mostCompiled ? compiled.keys() : []
  if (oldest !== undefined) compiled.delete(oldest)
  compiled.set(key, made)
  return made
}
