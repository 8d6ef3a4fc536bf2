import { useIntl } from 'react-intl'

// The words the primitives themselves need. The application supplies them as messages `uiWords.<word>`;
// its catalogue checks at compile time that none is missing.
export type UiWord =
  | 'addFilter'
  | 'allKeys'
  | 'cancel'
  | 'clearSelection'
  | 'close'
  | 'closePanel'
  | 'copied'
  | 'copy'
  | 'copyDetails'
  | 'copyLine'
  | 'countOf'
  | 'ctrl'
  | 'difference'
  | 'esc'
  | 'keysMove'
  | 'keysOff'
  | 'keysOffHelp'
  | 'keysOpen'
  | 'keysSelect'
  | 'keysTitle'
  | 'listTools'
  | 'loading'
  | 'next'
  | 'nextPage'
  | 'notices'
  | 'notProven'
  | 'nothingChanged'
  | 'pageRange'
  | 'pages'
  | 'previous'
  | 'previousPage'
  | 'reason'
  | 'reasonHelp'
  | 'removeFilter'
  | 'search'
  | 'selectAll'
  | 'selectRow'
  | 'selected'
  | 'selectWhole'
  | 'shareFew'
  | 'shareOf'
  | 'showAsChart'
  | 'showAsTable'
  | 'sort'
  | 'stepBefore'
  | 'trace'
  | 'tryAgain'
  | 'undo'
  | 'wholeSelected'

export type WordValues = Readonly<Record<string, string | number>>

/** Gives a primitive its own words in the reader's language. */
export function useWord(): (word: UiWord, values?: WordValues) => string {
  const intl = useIntl()
  return (word, values) => intl.formatMessage({ id: `uiWords.${word}` }, values)
}
