import type { NextStep } from '../contract/due-list.ts'
import { nextStepPhrase } from '../contract/next-step-phrase.ts'
import type { DueWords } from './due-words.ts'

/** What happens next, and when, in one line of the file. */
export function sayNextStep(next: NextStep, text: DueWords): string {
  const { key, values } = nextStepPhrase(next)
  const said = text(key, values)
  return next.kind === 'held' && next.at !== null ? `${said} · ${next.at.text}` : said
}
