import type { AudienceSentence, Phrase, SentenceKey, SentencePart, SentenceValue } from './sentence.ts'

/** What puts keys into a language: the console's and the command line's each bring their own. */
export interface SentenceVoice {
  readonly text: (key: SentenceKey, values: Readonly<Record<string, string | number>>) => string
  /** "A, B and C", "A, B or C" */
  readonly list: (items: readonly string[], join: 'and' | 'or') => string
  readonly money: (minor: number) => string
}

/** The whole sentence as text. */
export function saySentence({ head, parts }: AudienceSentence, voice: SentenceVoice): string {
  if (parts.length === 0) return sayPhrase(head, voice)
  const list = voice.list(
    parts.map((part) => sayPart(part, voice)),
    'and',
  )
  return sayPhrase({ ...head, values: { ...head.values, list } }, voice)
}

/** One part, for a chip of its own. */
export function sayPart(part: SentencePart, voice: SentenceVoice): string {
  if (part.kind === 'phrase') return sayPhrase(part.phrase, voice)
  const list = voice.list(
    part.parts.map((one) => sayPart(one, voice)),
    part.join,
  )
  return voice.text(part.key, { is: part.is, list })
}

function sayPhrase({ key, values }: Phrase, voice: SentenceVoice): string {
  const said = Object.entries(values).map(([name, value]) => [name, sayValue(value, voice)] as const)
  return voice.text(key, Object.fromEntries(said))
}

/** One value of a phrase, for a chip of its own. */
export function sayValue(value: SentenceValue, voice: SentenceVoice): string | number {
  if (typeof value !== 'object') return value
  if ('names' in value) return voice.list(value.names, 'or')
  if ('words' in value)
    return voice.list(
      value.words.map((key) => voice.text(key, {})),
      'or',
    )
  if ('places' in value) return value.places.map((names) => voice.list(names, 'or')).join(', ')
  return 'phrase' in value ? sayPhrase(value.phrase, voice) : voice.money(value.moneyMinor)
}
