import { Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect } from 'react'
import type { AnswerMeasure, ThreadPage } from '../../../src/conversations/contract.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { post } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { reasonWord } from '../states/reasons.ts'
import { useDraft } from './drafts.ts'
import { focusReply, replyFieldId, takeReplyWish } from './reply-focus.ts'
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
  const isBegun = thread.state === 'begun'
  useEffect(() => {
    if (takeReplyWish(thread.id)) focusReply()
  }, [thread.id])
  if (!page.mayAnswer) {
    const why = whyNot(page)
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
    changes.reply(draft, isBegun, () => {
      setDraft('')
      // Whoever came to write to this patient stays; who works through the list goes on.
      if (!isBegun) onNext()
    })
  }
  const leave = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <div className={classes['reply']}>
      <Textarea
        id={replyFieldId}
        aria-label={text(isBegun ? 'inbox.message' : 'inbox.answer')}
        placeholder={text(isBegun ? 'inbox.messagePlaceholder' : 'inbox.answerPlaceholder')}
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

/** The owner's own word first, then the gate's, then that nobody is known there. */
function whyNot({ hasEndedMessages, refusal }: ThreadPage): MessageKey {
  if (hasEndedMessages) return 'inbox.messagesEnded'
  if (refusal === null) return 'inbox.nobodyKnown'
  return refusal === 'no_account' ? 'inbox.noAccount' : (reasonWord(refusal) ?? 'inbox.noReply')
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
