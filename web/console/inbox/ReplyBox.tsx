import { Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import type { AnswerMeasure, ThreadPage } from '../../../src/conversations/contract.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { post } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { useDraft } from './drafts.ts'
import { focusReply, replyFieldId } from './reply-focus.ts'
import classes from './thread.module.css'
import type { ThreadChanges } from './use-thread-changes.ts'

interface ReplyBoxProps {
  readonly page: ThreadPage
  readonly changes: ThreadChanges
  readonly onNext: () => void
}

// The server takes no more: ten parts of an SMS.
const mostCharacters = 1530
// More than these are the patient's own alphabet, not a stray mark that one could leave out.
const mostStrayLetters = 4
const measureAfterMilliseconds = 250

/** Where an answer is written; says why when none may be sent. */
export function ReplyBox({ page, changes, onNext }: ReplyBoxProps) {
  const text = useText()
  const { thread } = page
  const [draft, setDraft] = useDraft(thread.id)
  if (!page.mayAnswer) {
    const why = page.hasEndedMessages ? 'inbox.messagesEnded' : 'inbox.nobodyKnown'
    return (
      <div className={classes['noReply']}>
        <Notice tone="info" title={text('inbox.noReply')}>
          {text(why)}
        </Notice>
      </div>
    )
  }
  const send = (): void => {
    if (draft === undefined || draft.text.trim() === '') {
      focusReply()
      return
    }
    changes.reply(draft, () => {
      setDraft('')
      onNext()
    })
  }
  const leave = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <div className={classes['reply']}>
      <Textarea
        id={replyFieldId}
        aria-label={text('inbox.answer')}
        placeholder={text('inbox.answerPlaceholder')}
        lang={page.language}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={mostCharacters}
        value={draft?.text ?? ''}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={leave}
        classNames={{ input: classes['field'] ?? '' }}
      />
      <div className={classes['replyFoot']}>
        <ActionButton
          label={text('inbox.send')}
          look="main"
          icon="send"
          combo="Ctrl+Enter"
          whileTyping
          isBusy={changes.isSending}
          onRun={send}
        />
        {draft !== undefined && <Measure threadId={thread.id} text={draft.text} />}
      </div>
    </div>
  )
}

function Measure({ threadId, text: answer }: { readonly threadId: string; readonly text: string }) {
  const text = useText()
  const numbers = useNumbers()
  const { currency } = useSession().clinic
  const [settled] = useDebouncedValue(answer, measureAfterMilliseconds)
  const { data } = useQuery({
    queryKey: ['answer-measure', threadId, settled],
    queryFn: () => post<AnswerMeasure>(`/api/inbox/${threadId}/measure`, { text: settled }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  if (!data) return null
  const { sms, costMinor } = data
  return (
    <span className={classes['measure']} role="status">
      {sms && text('inbox.parts', { parts: sms.parts, units: sms.units, room: sms.room })}
      {sms && costMinor !== null && costMinor > 0 && <> · {numbers.money(costMinor, currency)}</>}
      {sms && sms.offenders.length > 0 && sms.offenders.length <= mostStrayLetters && (
        <> · {text('inbox.offenders', { letters: sms.offenders.join(' ') })}</>
      )}
    </span>
  )
}
