import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Today as TodayFacts } from '../../../src/insights/contract/today.ts'
import { Notice } from '../../ui/states/Notice.tsx'
import { useSession } from '../api/session.ts'
import { kindLabels } from '../cleanup/cleanup-view.ts'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'

// More than these are a matter for the page itself.
const most = 3

/** Clean-up with an owner whose deadline is within a week or past, with the way to that list. */
export function CleanupDeadlines({ cleanup }: Pick<TodayFacts, 'cleanup'>) {
  const text = useText()
  const { staff } = useSession()
  return cleanup.slice(0, most).map(({ kind, owner, ownerId, items, due, daysLeft }) => (
    <Notice
      key={`${kind} ${owner}`}
      tone={daysLeft < 0 ? 'bad' : 'attention'}
      title={text(daysLeft < 0 ? 'today.cleanupLate' : 'today.cleanupSoon', {
        owner,
        due: due.text,
        count: items,
        list: text(kindLabels[kind]),
      })}
      action={
        <Button
          component={Link}
          to={paths.cleanup}
          // What the page takes from its address (cleanup-view.ts).
          search={{ kind, ...(ownerId === staff.id ? { whose: 'mine' } : {}) } as never}
          variant="default"
        >
          {text('today.cleanupOpen')}
        </Button>
      }
    />
  ))
}
