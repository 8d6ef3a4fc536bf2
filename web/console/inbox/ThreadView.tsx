import type { ThreadPage } from '../../../src/conversations/contract.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { Tag } from '../../ui/status/Status.tsx'
import { useSession } from '../api/session.ts'
import { languageNames } from '../messages/language.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { Entries } from './Entries.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import { ThreadActions } from './ThreadActions.tsx'
import { ThreadSkeleton } from './ThreadSkeleton.tsx'
import classes from './thread.module.css'
import { useThreadName } from './thread-name.ts'
import { useThread } from './use-inbox.ts'
import { useThreadChanges } from './use-thread-changes.ts'

interface ThreadViewProps {
  readonly threadId: string
  /** Shows who it is, where the facts do not stand beside the thread. */
  readonly onPatient: () => void
  /** Goes on to the next thread once this one is dealt with. */
  readonly onNext: () => void
}

/** What was said, and the place to answer. */
export function ThreadView({ threadId, onPatient, onNext }: ThreadViewProps) {
  const text = useText()
  const query = useThread(threadId)
  if (query.error && !query.data) {
    return (
      <LoadFailure
        title={text('inbox.threadFailed')}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (!query.data) return <ThreadSkeleton />
  return <LoadedThread page={query.data} onPatient={onPatient} onNext={onNext} />
}

interface LoadedThreadProps extends Omit<ThreadViewProps, 'threadId'> {
  readonly page: ThreadPage
}

function LoadedThread({ page, onPatient, onNext }: LoadedThreadProps) {
  const text = useText()
  const name = useThreadName()(page.thread)
  const changes = useThreadChanges(page.thread.id)
  // The server refuses as well; who may only look is not shown what they cannot do.
  const mayAct = useSession().staff.role !== 'read_only'
  return (
    <section className={classes['thread']} aria-labelledby="thread-name">
      <header className={classes['head']}>
        <div className={classes['who']}>
          <h2 id="thread-name" className={classes['name']}>
            <PersonName name={name} language={page.language} />
          </h2>
          <span className={classes['narrowOnly']}>
            <Tag lang={page.language}>{languageNames[page.language]}</Tag>
          </span>
        </div>
        <div className={classes['actions']}>
          <span className={classes['narrowOnly']}>
            <ActionButton label={text('inbox.patient')} icon="person" onRun={onPatient} />
          </span>
          {mayAct && page.thread.state !== 'begun' && (
            <ThreadActions page={page} changes={changes} onNext={onNext} />
          )}
        </div>
      </header>
      <Entries entries={page.entries} channel={page.thread.channel} />
      {mayAct && <ReplyBox page={page} changes={changes} onNext={onNext} />}
    </section>
  )
}
