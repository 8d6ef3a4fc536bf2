import type { ThreadLine } from '../../../src/conversations/contract.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { Status } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { State } from '../states/State.tsx'
import { stateView } from '../states/states.ts'
import { useHasDraft } from './drafts.ts'
import classes from './list.module.css'
import { useThreadName } from './thread-name.ts'

interface ThreadRowProps {
  readonly thread: ThreadLine
  readonly isCurrent: boolean
  readonly onOpen: () => void
}

export function ThreadRow({ thread, isCurrent, onOpen }: ThreadRowProps) {
  const text = useText()
  const name = useThreadName()(thread)
  const hasDraft = useHasDraft(thread.id)
  const { waiting, lastAt, lastText, channel } = thread
  return (
    <li className={classes['item']} data-id={thread.id}>
      <button
        type="button"
        className={classes['row']}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={onOpen}
      >
        <span className={classes['line']}>
          <span className={classes['name']}>
            <PersonName name={name} language={null} />
          </span>
          <span className={classes['time']}>{waiting ?? dayOf(lastAt)}</span>
        </span>
        <span className={classes['last']}>{lastText}</span>
        <span className={classes['line']}>
          <span className={classes['state']}>
            <ThreadState thread={thread} />
          </span>
          <span className={classes['marks']}>
            {hasDraft && (
              <>
                <Icon name="pencil" />
                <span className="k-unseen">{text('inbox.draft')}</span>
              </>
            )}
            <Icon name={channel === 'sms' ? 'message' : 'mail'} />
            <span className="k-unseen">{text(channel === 'sms' ? 'inbox.sms' : 'inbox.email')}</span>
          </span>
        </span>
      </button>
    </li>
  )
}

// “Sun 22 Nov 07:14”: three words of the day, then the time.
function dayOf({ text }: ThreadLine['lastAt']): string {
  return text.split(' ').slice(0, 3).join(' ')
}

/** Why a person is needed; else where the thread stands. */
function ThreadState({ thread }: { readonly thread: ThreadLine }) {
  const text = useText()
  const { state, need, snoozedUntil } = thread
  if (state === 'snoozed' && snoozedUntil) {
    const word = text('inbox.snoozedTo', { at: snoozedUntil.text })
    return <Status look={stateView('thread', 'snoozed').look} word={word} />
  }
  if (need !== null) return <State of="need" state={need} />
  if (state === 'open') return <Status look="waiting" word={text('inbox.waitsForPatient')} />
  return <State of="thread" state={state} />
}
