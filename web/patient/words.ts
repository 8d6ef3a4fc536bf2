import en from './messages/en.json' with { type: 'json' }
import ms from './messages/ms.json' with { type: 'json' }
import pl from './messages/pl.json' with { type: 'json' }
import ru from './messages/ru.json' with { type: 'json' }

/** The texts of the patient pages. Putting values into them is the server's work: pages receive `Say`. */
export const patientMessages = { en, pl, ru, ms }

export type PatientKey = keyof typeof en

/** The text of a key in the reader's language. */
export type Say = (key: PatientKey, values?: Readonly<Record<string, string | number>>) => string

/** Languages under their own names, for the switch. */
export const languageNames = { en: 'English', pl: 'Polski', ru: 'Русский', ms: 'Bahasa Melayu' } as const
