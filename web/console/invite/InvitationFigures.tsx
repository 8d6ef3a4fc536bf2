import { Skeleton } from '@mantine/core'
import type { InvitationCount } from '../../../src/campaigns/contract/invitations.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Status } from '../../ui/status/Status.tsx'
import { useRichText, useText } from '../messages/use-text.ts'
import classes from './invite.module.css'
import { notInvitedWords } from './not-invited-words.ts'

interface InvitationFiguresProps {
  readonly count: InvitationCount
  /** Said of what has happened, not of what would. */
  readonly isDone?: boolean
}

/** How many are invited and when they first hear of it; how many are not, each under the reason. */
export function InvitationFigures({ count, isDone = false }: InvitationFiguresProps) {
  const text = useText()
  const rich = useRichText()
  const { invited, firstAt } = count
  return (
    <>
      {isDone && <Status look="done" word={text('invite.done', { count: invited })} />}
      {!isDone && invited > 0 && <p>{rich('invite.effect', { count: invited })}</p>}
      {firstAt && (
        <p>
          <span className={classes['label']}>{text('invite.first')}</span> <b>{firstAt.text}</b>
        </p>
      )}
      <NotInvited count={count} />
    </>
  )
}

function NotInvited({ count: { patients, invited, notInvited } }: Pick<InvitationFiguresProps, 'count'>) {
  const text = useText()
  const numbers = useNumbers()
  if (notInvited.length === 0) return null
  return (
    <table className={classes['reasons']}>
      <caption>{text('invite.notInvited', { count: patients - invited })}</caption>
      <thead className="k-unseen">
        <tr>
          <th scope="col">{text('invite.reason')}</th>
          <th scope="col">{text('invite.patients')}</th>
        </tr>
      </thead>
      <tbody>
        {notInvited.map(({ reason, patients: number }) => (
          <tr key={reason}>
            <th scope="row">{text(notInvitedWords[reason])}</th>
            <td>{numbers.count(number)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function CountBones() {
  const text = useText()
  return (
    <div className={classes['bones']}>
      <span className="k-unseen">{text('invite.counting')}</span>
      {[280, 200, 240].map((width) => (
        <Skeleton key={width} height={10} width={width} aria-hidden="true" />
      ))}
    </div>
  )
}
