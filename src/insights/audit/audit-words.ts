import { formatMessage, type MessageArguments } from '../../platform/i18n/catalogue.ts'
import type { Language } from '../../platform/rules/language.ts'
import en from './messages/en.json' with { type: 'json' }
import ms from './messages/ms.json' with { type: 'json' }
import pl from './messages/pl.json' with { type: 'json' }
import ru from './messages/ru.json' with { type: 'json' }

const catalogue = { en, pl, ru, ms }

export type AuditKey = keyof typeof en

/** The texts of the printed audit in one language. */
export function auditWords(language: Language) {
  return (key: AuditKey, values?: MessageArguments): string =>
    formatMessage({ catalogue, language }, key, values)
}
