import { useIntl } from 'react-intl'
import type { SentenceVoice } from '../../../src/campaigns/contract/sentence/say-sentence.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'

/** Puts the sentence of an audience into the reader's words. */
export function useAudienceVoice(): SentenceVoice {
  const text = useText()
  const intl = useIntl()
  const numbers = useNumbers()
  const { clinic } = useSession()
  return {
    text,
    list: (items, join) => intl.formatList(items, { type: join === 'and' ? 'conjunction' : 'disjunction' }),
    money: (minor) => numbers.money(minor, clinic.currency, 'headline'),
  }
}
