import type { ReactNode } from 'react'
import { IntlProvider } from 'react-intl'
import type { UiWord } from '../../ui/words.ts'
import type { MessageKey } from './keys.ts'
import { useShownLanguage } from './language.ts'

// The primitives ask for their words as `uiWords.<word>`; this line does not compile while one is missing.
type MissingUiWord = Exclude<`uiWords.${UiWord}`, MessageKey>
const noUiWordMissing: [MissingUiWord] extends [never] ? true : MissingUiWord = true

const richText = { b: (parts: ReactNode[]) => <b key="b">{parts}</b> }

/** The language of everything below. */
export function ConsoleIntl({ children }: { readonly children: ReactNode }) {
  const { language, messages } = useShownLanguage()
  return (
    <IntlProvider locale={language} messages={messages} defaultRichTextElements={noUiWordMissing && richText}>
      {children}
    </IntlProvider>
  )
}
