import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { FormattedDisplayName } from 'react-intl'
import type { PatientCard as Card } from '../../../src/insights/contract/patient-card.ts'
import { Avatar } from '../../ui/avatar/Avatar.tsx'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { Tag } from '../../ui/status/Status.tsx'
import { ApiError } from '../api/api-error.ts'
import { get } from '../api/client.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { choice, useUrlState } from '../shell/url-state.ts'
import { CardActions } from './card/CardActions.tsx'
import { CardNotices, hasNotices } from './card/CardNotices.tsx'
import { CardNumbers } from './card/CardNumbers.tsx'
import { CardCampaigns, CardVisits, CardWaiting } from './card/CardOpen.tsx'
import { CardRecalls } from './card/CardRecalls.tsx'
import { ContactGrid } from './card/ContactGrid.tsx'
import classes from './card/card.module.css'
import { Household } from './card/Household.tsx'
import { nameLanguage } from './name-language.ts'
import { PatientTimeline } from './timeline/PatientTimeline.tsx'
import { timelineViews } from './timeline/use-timeline.ts'

/** Who is this, and what is open? */
export function PatientCard() {
  const { patientId = '' } = useParams({ strict: false })
  const text = useText()
  const query = useQuery({
    queryKey: ['patient', patientId],
    queryFn: ({ signal }) => get<Card>(`/api/patients/${patientId}`, {}, signal),
  })
  if (query.data) return <LoadedCard card={query.data} />
  if (query.isPending) return <CardBones />
  return (
    <Page title={text('patients.patient')} crumb={<Crumb />}>
      {isUnknown(query.error) ? (
        <EmptyState title={text('patients.notThere')}>{text('patients.notThereText')}</EmptyState>
      ) : (
        <LoadFailure
          title={text('patients.cardFailed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
    </Page>
  )
}

// An address with a broken id is refused before anything is looked up; to the reader it is the same.
function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.status === 404 || error.problem.status === 400)
}

function Crumb() {
  const text = useText()
  return (
    <>
      <Link to={paths.patients}>{text('patients.title')}</Link> ›
    </>
  )
}

function LoadedCard({ card }: { readonly card: Card }) {
  const { person } = card
  const spokenIn = nameLanguage(person.name, person.language)
  const { staff } = useSession()
  const [state, change] = useUrlState({ view: choice(timelineViews) })
  return (
    <Page
      title={person.name}
      {...(spokenIn === undefined ? {} : { titleLang: spokenIn })}
      lead={<Avatar name={person.name} size={40} />}
      state={<Standing person={person} />}
      note={<WhoLine person={person} />}
      actions={<CardActions card={card} />}
      notice={hasNotices(card) && <CardNotices card={card} />}
    >
      <div className={classes['columns']} data-noticed={hasNotices(card)}>
        <div className={classes['open']}>
          {card.waitingThread && <CardWaiting waiting={card.waitingThread} />}
          <CardRecalls
            patientId={person.id}
            recalls={card.recalls}
            mayChange={staff.role !== 'read_only' && !person.isDeceased && person.mergedInto === null}
          />
          <CardVisits visits={card.upcoming} />
          <CardCampaigns campaigns={card.campaigns} />
        </div>
        <div className={classes['who']}>
          <ContactGrid
            contacts={card.contacts}
            onEvidence={() => change({ view: 'changes' }, { replace: true })}
          />
          <Household household={card.household} />
          <CardNumbers numbers={card.numbers} />
        </div>
        <div className={classes['history']}>
          <PatientTimeline
            patientId={person.id}
            view={state.view}
            onView={(view) => change({ view }, { replace: true })}
          />
        </div>
      </div>
    </Page>
  )
}

function Standing({ person }: Pick<Card, 'person'>) {
  const text = useText()
  if (person.isDeceased) return <Tag>{text('patients.deceasedTag')}</Tag>
  return person.leftAt === null ? null : <Tag>{text('patients.leftTag')}</Tag>
}

function WhoLine({ person }: Pick<Card, 'person'>) {
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

function CardBones() {
  const text = useText()
  return (
    <Page title={text('patients.patient')} crumb={<Crumb />}>
      <div className={classes['bones']} aria-hidden="true">
        {[220, 340, 300, 380, 260, 320].map((width) => (
          <Skeleton key={width} height={10} width={width} />
        ))}
      </div>
    </Page>
  )
}
