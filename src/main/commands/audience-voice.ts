import en from '../../../web/console/messages/audiences/en.json' with { type: 'json' }
import ms from '../../../web/console/messages/audiences/ms.json' with { type: 'json' }
import pl from '../../../web/console/messages/audiences/pl.json' with { type: 'json' }
import ru from '../../../web/console/messages/audiences/ru.json' with { type: 'json' }
import type { SentenceVoice } from '../../campaigns/contract/sentence/say-sentence.ts'
import { formatMessage } from '../../platform/i18n/catalogue.ts'
import { formatMoney } from '../../platform/i18n/format-number.ts'
import { localeOf, type Reading } from '../../platform/i18n/reading.ts'

const catalogue = { en, pl, ru, ms }

/** Says an audience's sentence on the command line; the only text there that is not English (ADR 0004). */
export function audienceVoice(
  reading: Pick<Reading, 'language' | 'country'>,
  currency: string,
): SentenceVoice {
  const locale = localeOf(reading)
  const lists = {
    and: new Intl.ListFormat(locale, { type: 'conjunction' }),
    or: new Intl.ListFormat(locale, { type: 'disjunction' }),
  }
  return {
    text: (key, values) => formatMessage({ catalogue, language: reading.language }, key, values),
    list: (items, join) => lists[join].format(items),
    money: (minor) => formatMoney(minor / 100, reading, { currency, cents: false }),
  }
}
