import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import type { MessageKey } from './keys.ts'

type Values = Readonly<Record<string, string | number>>

/** Puts a message key into the reader's words: `text('dueList.title')`. */
export function useText(): (key: MessageKey, values?: Values) => string {
  const intl = useIntl()
  return (key, values) => intl.formatMessage({ id: key }, values)
}

/** The same with `<b>…</b>` in the message drawn bold, or with nodes among the values. */
export function useRichText(): (key: MessageKey, values?: Readonly<Record<string, ReactNode>>) => ReactNode {
  const intl = useIntl()
  return (key, values) => intl.formatMessage({ id: key }, values)
}
