import { useState } from 'react'
import { FormattedDisplayName } from 'react-intl'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Avatar } from '../../../ui/avatar/Avatar.tsx'
import { Page } from '../../../ui/page/Page.tsx'
import { Tag } from '../../../ui/status/Status.tsx'
import { useSession } from '../../api/session.ts'
import { BookingDialog } from '../../booking/BookingDialog.tsx'
import type { BookingSubject } from '../../booking/booking-subject.ts'
import { useText } from '../../messages/use-text.ts'
import { choice, useUrlState } from '../../shell/url-state.ts'
import { nameLanguage } from '../name-language.ts'
import { PatientTimeline } from '../timeline/PatientTimeline.tsx'
import { timelineViews } from '../timeline/use-timeline.ts'
import { CardActions } from './CardActions.tsx'
import { CardDrift } from './CardDrift.tsx'
import { CardNotices, hasNotices } from './CardNotices.tsx'
import { CardNumbers } from './CardNumbers.tsx'
import { CardCampaigns, CardVisits, CardWaiting } from './CardOpen.tsx'
import { CardRecalls } from './CardRecalls.tsx'
import { ContactGrid } from './ContactGrid.tsx'
import classes from './card.module.css'
import { Household } from './Household.tsx'
import { VisitMenu } from './VisitMenu.tsx'

type Visit = PatientCard['upcoming'][number]

/** The card of a patient that is there: who, what happened, what is open. */
export function CardBody({ card }: { readonly card: PatientCard }) {
  const { person } = card
  const { staff } = useSession()
  const [state, change] = useUrlState({ view: choice(timelineViews) })
  const [subject, setSubject] = useState<BookingSubject | null>(null)
  const spokenIn = nameLanguage(person.name, person.language)
  const mayChange = staff.role !== 'read_only' && !person.isDeceased && person.mergedInto === null
  const who = { patientId: person.id, name: person.name }
  const book = mayChange
    ? () =>
        setSubject({
          ...who,
          service: { name: card.refused?.service ?? null, keys: dueServices(card) },
          moves: null,
        })
    : undefined
  const moveOf = ({ appointmentId, startsAt, service }: Visit) =>
    setSubject({
      ...who,
      service: { name: service, keys: [] },
      moves: { appointmentId, at: startsAt.text },
    })
  return (
    <Page
      title={person.name}
      {...(spokenIn === undefined ? {} : { titleLang: spokenIn })}
      lead={<Avatar name={person.name} size={40} />}
      state={<Standing person={person} />}
      note={<WhoLine person={person} />}
      actions={<CardActions card={card} onBook={book} />}
      notice={hasNotices(card) && <CardNotices card={card} onBook={book} />}
    >
      <div className={classes['columns']} data-noticed={hasNotices(card)}>
        <div className={classes['open']}>
          {card.waitingThread && <CardWaiting waiting={card.waitingThread} />}
          <CardRecalls
            patientId={person.id}
            name={person.name}
            recalls={card.recalls}
            notDue={card.notDue}
            mayChange={mayChange}
          />
          <CardVisits
            visits={card.upcoming}
            actions={(visit) => mayChange && <VisitMenu visit={visit} onMove={() => moveOf(visit)} />}
          />
          <CardCampaigns campaigns={card.campaigns} />
        </div>
        <div className={classes['who']}>
          <ContactGrid
            contacts={card.contacts}
            onEvidence={() => change({ view: 'changes' }, { replace: true })}
          />
          <Household household={card.household} />
          <CardNumbers numbers={card.numbers} />
          <CardDrift card={card} mayChange={staff.role !== 'read_only' && person.mergedInto === null} />
        </div>
        <div className={classes['history']}>
          <PatientTimeline
            patientId={person.id}
            view={state.view}
            onView={(view) => change({ view }, { replace: true })}
          />
        </div>
      </div>
      <BookingDialog subject={subject} onClose={() => setSubject(null)} />
    </Page>
  )
}

// Recalls come with the one due first on top; what is booked already is not booked again.
function dueServices({ recalls }: PatientCard): readonly string[] {
  return recalls.find(({ status }) => status !== 'booked')?.serviceKeys ?? []
}

function Standing({ person }: Pick<PatientCard, 'person'>) {
  const text = useText()
  if (person.isDeceased) return <Tag>{text('patients.deceasedTag')}</Tag>
  return person.leftAt === null ? null : <Tag>{text('patients.leftTag')}</Tag>
}

function WhoLine({ person }: Pick<PatientCard, 'person'>) {
  const text = useText()
  const { age, birthDate, language, since } = person
  return (
    <span className={classes['whoLine']}>
      <span>
        {age !== null && birthDate !== null
          ? text('patients.ageBorn', { age, birthDate: birthDate.text })
          : text('patients.birthUnknown')}
      </span>
      {language !== null && (
        <span>
          <FormattedDisplayName type="language" value={language} />
        </span>
      )}
      {since && <span>{text('patients.since', { date: since.text })}</span>}
      <span>{text('patients.no', { number: person.number })}</span>
    </span>
  )
}
