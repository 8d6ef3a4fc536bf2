import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Notice } from '../../../ui/states/Notice.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { practiceReason } from '../timeline/use-entry-view.ts'
import classes from './card.module.css'

interface CardNoticesProps {
  readonly card: PatientCard
  /** Undefined where nothing may be booked for this patient. */
  readonly onBook: (() => void) | undefined
}

/** What everybody must know before writing or calling; the page shows none where nothing is the matter. */
export function CardNotices({ card, onBook }: CardNoticesProps) {
  return (
    <div className={classes['notices']}>
      <StandingNotices person={card.person} />
      {card.refused && <RefusedNotice refused={card.refused} onBook={onBook} />}
      <ReachNotices card={card} />
    </div>
  )
}

export function hasNotices({ person, refused, contacts }: PatientCard): boolean {
  return (
    person.isDeceased ||
    person.leftAt !== null ||
    person.mergedInto !== null ||
    person.safeContact !== 'normal' ||
    refused !== null ||
    contacts.length === 0 ||
    contacts.some((contact) => contact.isInvalid)
  )
}

function StandingNotices({ person }: Pick<PatientCard, 'person'>) {
  const text = useText()
  return (
    <>
      {person.mergedInto !== null && (
        <Notice
          tone="info"
          title={text('patients.mergedTitle')}
          action={
            <Button component={Link} to={paths.patient(person.mergedInto)}>
              {text('patients.mergedOpen')}
            </Button>
          }
        />
      )}
      {person.isDeceased && (
        <Notice tone="info" title={text('patients.deceasedTitle')}>
          {text('patients.deceasedText')}
        </Notice>
      )}
      {person.leftAt !== null && (
        <Notice tone="info" title={text('patients.leftTitle', { date: person.leftAt.text })}>
          {text('patients.deceasedText')}
        </Notice>
      )}
    </>
  )
}

interface RefusedNoticeProps {
  readonly refused: NonNullable<PatientCard['refused']>
  readonly onBook: (() => void) | undefined
}

function RefusedNotice({ refused, onBook }: RefusedNoticeProps) {
  const text = useText()
  return (
    <Notice
      tone="bad"
      title={text('patients.refusedTitle', { at: refused.startsAt.text })}
      action={onBook && <Button onClick={onBook}>{text('booking.chooseTime')}</Button>}
    >
      {refused.reason === null
        ? text('patients.refusedText')
        : text('patients.refusedReason', { reason: practiceReason(refused.reason, text) })}
    </Notice>
  )
}

function ReachNotices({ card }: { readonly card: PatientCard }) {
  const text = useText()
  const { person, contacts } = card
  // A phone stands in the grid twice, for texts and for calls; it is one number all the same.
  const invalid = [...new Set(contacts.filter((contact) => contact.isInvalid).map(({ shown }) => shown))]
  if (person.isDeceased) return null
  return (
    <>
      {person.safeContact === 'none' && <Notice tone="attention" title={text('patients.noContactTitle')} />}
      {person.safeContact === 'confidential' && (
        <Notice tone="attention" title={text('patients.confidentialTitle')}>
          {text('patients.confidentialText')}
        </Notice>
      )}
      {contacts.length === 0 && (
        <Notice tone="attention" title={text('patients.unreachableTitle')}>
          {text('patients.unreachableText')}
        </Notice>
      )}
      {invalid.length > 0 && (
        <Notice
          tone="attention"
          title={text('patients.invalidTitle', { count: invalid.length, shown: invalid.join(', ') })}
        >
          {text('patients.invalidText')}
        </Notice>
      )}
    </>
  )
}
