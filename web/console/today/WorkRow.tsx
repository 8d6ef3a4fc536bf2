import type { WorkItem } from '../../../src/insights/contract/today.ts'
import type { When } from '../../../src/platform/contract/when.ts'
import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { State } from '../states/State.tsx'
import { states } from '../states/states.ts'
import { isDay } from './clock-words.ts'
import classes from './today.module.css'
import { actionWords, useWorkWords } from './work-words.ts'

interface WorkRowProps {
  readonly item: WorkItem
  readonly now: When
  readonly isCurrent: boolean
  readonly onCurrent: () => void
  readonly onOpen: () => void
}

/** Shape and word, person and matter, by when and since when, and the one thing to do. */
export function WorkRow({ item, now, isCurrent, onCurrent, onOpen }: WorkRowProps) {
  const text = useText()
  const words = useWorkWords()
  const person = item.patientName ?? item.address ?? text('today.unknownPerson')
  const action = text(actionWords[item.action])
  const small = words.small(item)
  const what = words.what(item)
  const waiting = { time: item.waitingText }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: J, K and Enter
    <li
      className={classes['row']}
      data-id={item.id}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={onCurrent}
      onDoubleClick={onOpen}
    >
      <span className={classes['kind']}>
        <WorkState item={item} />
      </span>
      <div className={classes['matter']}>
        <div className={classes['what']} title={what}>
          <b>
            <PersonName name={person} language={null} />
          </b>
          <span aria-hidden="true"> · </span>
          <span className="k-unseen">: </span>
          {what}
        </div>
        {small && <div className={classes['small']}>{small}</div>}
      </div>
      <div className={classes['when']}>
        <div data-late={item.isUrgent || item.dueInMinutes < 0}>{words.due(item, now)}</div>
        <div className={classes['since']}>
          {isDay(item.waitingText, item.since)
            ? text('today.waitingSince', waiting)
            : text('today.waiting', waiting)}
        </div>
      </div>
      <div className={classes['act']}>
        <ActionButton label={action} onRun={onOpen} {...(isCurrent ? { combo: 'Enter' } : {})}>
          {action}
          <span className="k-unseen"> {person}</span>
        </ActionButton>
      </div>
    </li>
  )
}

type Need = keyof typeof states.need

function isNeed(need: string | null): need is Need {
  return need !== null && need in states.need
}

function WorkState({ item }: { readonly item: WorkItem }) {
  if (item.kind !== 'thread') return <State of="work" state={item.kind} />
  return <State of="need" state={isNeed(item.need) ? item.need : item.isUrgent ? 'urgent' : 'unclear'} />
}
