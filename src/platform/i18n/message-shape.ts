import { IntlMessageFormat } from 'intl-messageformat'
import { fail, ok, type Result } from '../rules/result.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>
type Element = Elements[number]

export interface PluralShape {
  readonly argument: string
  /** CLDR categories and exact values (`=1`) the text offers. */
  readonly categories: readonly string[]
  readonly kind: 'cardinal' | 'ordinal'
  /** Categories whose words do not say the number. */
  readonly silent: readonly string[]
}

/** What a text needs and offers, language apart: two translations of one message must agree in its arguments. */
export interface MessageShape {
  /** Argument name → how it is used: `text`, `number`, `date`, `time`, `plural`, `select:female,male,other`, `tag`. */
  readonly arguments: ReadonlyMap<string, string>
  readonly plurals: readonly PluralShape[]
}

/** Reads an ICU message; fails with the parser's words on text that is none. */
export function messageShape(text: string): Result<MessageShape, string> {
  try {
    const found = { arguments: new Map<string, string>(), plurals: [] as PluralShape[] }
    walk(new IntlMessageFormat(text, 'en', undefined, { captureLocation: false }).getAst(), found)
    return ok(found)
  } catch (error) {
    if (error instanceof Error) return fail(error.message.split('\n')[0] ?? 'not an ICU message')
    throw error
  }
}

interface Found {
  readonly arguments: Map<string, string>
  readonly plurals: PluralShape[]
}

/** `#`, or the argument itself, somewhere inside. */
function saysNumber(elements: Elements, argument: string): boolean {
  return elements.some(
    (element) =>
      element.type === poundElement ||
      ('value' in element && element.value === argument) ||
      innerTexts(element).some((inner) => saysNumber(inner, argument)),
  )
}

const poundElement: number = 7

/** The element numbers of the ICU parser; its own enum is not part of what intl-messageformat exports. */
const kindOf: Readonly<Record<number, string>> = { 1: 'text', 2: 'number', 3: 'date', 4: 'time', 8: 'tag' }

function walk(elements: Elements, found: Found): void {
  for (const element of elements) {
    if ('pluralType' in element) {
      found.arguments.set(element.value, 'plural')
      found.plurals.push({
        argument: element.value,
        categories: Object.keys(element.options),
        kind: element.pluralType === 'ordinal' ? 'ordinal' : 'cardinal',
        silent: Object.entries(element.options)
          .filter(([, option]) => !saysNumber(option.value, element.value))
          .map(([category]) => category),
      })
    } else if ('options' in element) {
      found.arguments.set(element.value, `select:${inOrder(Object.keys(element.options)).join(',')}`)
    } else {
      const kind = kindOf[element.type]
      if (kind !== undefined && 'value' in element) keepFirst(found.arguments, element.value, kind)
    }
    for (const inner of innerTexts(element)) walk(inner, found)
  }
}

function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1))
}

/** `{n}` beside `{n, plural, …}` is the same argument; the richer use describes it. */
function keepFirst(known: Map<string, string>, name: string, kind: string): void {
  if (!known.has(name)) known.set(name, kind)
}

function innerTexts(element: Element): readonly Elements[] {
  if ('children' in element) return [element.children]
  if ('options' in element) return Object.values(element.options).map((option) => option.value)
  return []
}
