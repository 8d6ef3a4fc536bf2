import { describe, expect, it } from 'vitest'
import { recogniseOptOut } from '../../conversations/rules/opt-out.ts'
import { understandReply } from '../../conversations/rules/reply.ts'
import type { SimulatedLanguage } from './person.ts'
import { type Saying, sayings } from './words.ts'

const languages: readonly SimulatedLanguage[] = ['pl', 'ru', 'ms', 'en']

function each(saying: Saying): readonly (readonly [SimulatedLanguage, string])[] {
  return languages.flatMap((language) => sayings[language][saying].map((text) => [language, text] as const))
}

function heard(language: SimulatedLanguage, text: string) {
  const optOut = recogniseOptOut(text, {
    languages: [language],
    country: 'PL',
    hasRecentVisitPrompt: false,
    hasOpenVisit: false,
  })
  const reply = understandReply(text, { languages: [language], offeredDigits: null, recipientNames: [] })
  return { optOut: optOut.kind, intent: reply.intent }
}

describe('what simulated patients write', () => {
  it.each(each('stop'))('ends messages where it is meant to (%s: %s)', (language, text) => {
    expect(heard(language, text).optOut).toBe('opt_out')
  })

  it.each(each('urgent'))('is urgent where it is meant to be (%s: %s)', (language, text) => {
    expect(heard(language, text).intent).toBe('urgent')
  })

  it.each(
    (['confirm', 'move', 'later', 'question', 'complaint', 'urgent', 'late', 'thanks'] as const).flatMap(
      (saying) => each(saying).map(([language, text]) => [saying, language, text] as const),
    ),
  )('never ends messages by accident (%s, %s: %s)', (_, language, text) => {
    expect(heard(language, text).optOut).not.toBe('opt_out')
  })
})
