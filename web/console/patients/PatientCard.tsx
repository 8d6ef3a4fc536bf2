import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { PatientCard as Card } from '../../../src/insights/contract/patient-card.ts'
import { Page } from '../../ui/page/Page.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { ApiError } from '../api/api-error.ts'
import { get } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { paths } from '../shell/paths.ts'
import { CardBody } from './card/CardBody.tsx'
import classes from './card/card.module.css'

/** Who is this, and what is open? */
export function PatientCard() {
  const { patientId = '' } = useParams({ strict: false })
  const text = useText()
  const query = useQuery({
    queryKey: ['patient', patientId],
    queryFn: ({ signal }) => get<Card>(`/api/patients/${patientId}`, {}, signal),
  })
  if (query.data) return <CardBody key={query.data.person.id} card={query.data} />
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
