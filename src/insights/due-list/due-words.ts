import { formatMessage, type MessageArguments } from '../../platform/i18n/catalogue.ts'
import type { Language } from '../../platform/rules/language.ts'
import en from './messages/en.json' with { type: 'json' }
import ms from './messages/ms.json' with { type: 'json' }
import pl from './messages/pl.json' with { type: 'json' }
import ru from './messages/ru.json' with { type: 'json' }

const catalogue = { en, pl, ru, ms }

export type DueKey = keyof typeof en
export type DueWords = (key: DueKey, values?: MessageArguments) => string

/** The texts of the due list as a file, in one language. */
export function dueWords(language: Language): DueWords {
  return (key, values) => formatMessage({ catalogue, language }, key, values)
}
