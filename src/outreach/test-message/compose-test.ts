import { formatMessage } from '../../platform/i18n/catalogue.ts'
import type { Language } from '../../platform/rules/language.ts'
import { smsParts } from '../rules/sms-segments.ts'
import en from './messages/en.json' with { type: 'json' }
import ms from './messages/ms.json' with { type: 'json' }
import pl from './messages/pl.json' with { type: 'json' }
import ru from './messages/ru.json' with { type: 'json' }

const catalogue = { en, pl, ru, ms }

export interface TestText {
  readonly subject: string | null
  readonly body: string
}

/** Says that it is a test and nothing about anybody. An SMS is always one part: a long name of the clinic is left out. */
export function composeTest(channel: 'sms' | 'email', language: Language, clinic: string): TestText {
  const say = (key: keyof typeof en) => formatMessage({ catalogue, language }, key, { clinic })
  if (channel === 'email') return { subject: say('test.subject'), body: say('test.text') }
  const body = say('test.text')
  return { subject: null, body: smsParts(body).parts.length === 1 ? body : say('test.textShort') }
}
