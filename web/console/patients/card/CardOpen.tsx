import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Status } from '../../../ui/status/Status.tsx'
import type { StatusLook } from '../../../ui/status/status-looks.ts'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { State } from '../../states/State.tsx'
import { needState } from '../../states/states.ts'
import classes from './card.module.css'

type Visit = PatientCard['upcoming'][number]

/** The conversation that waits for a person. */
export function CardWaiting({ waiting }: { readonly waiting: NonNullable<PatientCard['waitingThread']> }) {
  const text = useText()
  return (
    <Section title={text('patients.waitingTitle')}>
      <div className={classes['ends']}>
        <State of="need" state={needState(waiting.need)} />
        <Link to={paths.thread(waiting.threadId)}>{text('patients.waitingOpen')}</Link>
      </div>
      <div className={classes['small']}>
        <span>{text('patients.sinceWhen', { date: waiting.since.text })}</span>
      </div>
    </Section>
  )
}

const confirmations: Readonly<Record<Visit['confirmation'], { look: StatusLook; word: MessageKey }>> = {
  open: { look: 'waiting', word: 'patients.visitOpen' },
  confirmed: { look: 'done', word: 'patients.visitConfirmed' },
  declined: { look: 'failed', word: 'patients.visitDeclined' },
}

interface CardVisitsProps {
  readonly visits: readonly Visit[]
  /** What may be done with one, at the end of its line. */
  readonly actions: (visit: Visit) => ReactNode
}

export function CardVisits({ visits, actions }: CardVisitsProps) {
  const text = useText()
  return (
    <Section title={text('patients.upcomingTitle')}>
      {visits.length === 0 && <p className={classes['quiet']}>{text('patients.upcomingNone')}</p>}
      <ul className={classes['lines']}>
        {visits.map((visit) => (
          <li key={visit.appointmentId} className={classes['line']}>
            <div className={classes['lineText']}>
              <div className={classes['ends']}>
                <span className={classes['strong']}>{visit.startsAt.text}</span>
                <VisitState visit={visit} />
              </div>
              <div className={classes['small']}>
                {visit.service !== null && <span>{visit.service}</span>}
                <span>{text('patients.minutes', { count: visit.minutes })}</span>
                {visit.resource !== null && <span>{visit.resource}</span>}
                {visit.isFromRecall && <span>{text('patients.fromRecall')}</span>}
              </div>
            </div>
            {actions(visit)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

// Until the practice system has said yes, its answer matters more than the patient's.
function VisitState({ visit }: { readonly visit: Visit }) {
  const text = useText()
  const { practiceState, confirmation } = visit
  if (practiceState === 'requested' || practiceState === 'timed_out' || practiceState === 'refused')
    return <State of="practice" state={practiceState} />
  const { look, word } = confirmations[confirmation]
  return <Status look={look} word={text(word)} />
}

export function CardCampaigns({ campaigns }: Pick<PatientCard, 'campaigns'>) {
  const text = useText()
  if (campaigns.length === 0) return null
  return (
    <Section title={text('patients.campaignsTitle')}>
      <ul className={classes['lines']}>
        {campaigns.map((campaign) => (
          <li key={campaign.enrolmentId}>
            <Link to={paths.campaign(campaign.campaignId)}>{campaign.name}</Link>
            <div className={classes['small']}>
              <span>{text('patients.sinceWhen', { date: campaign.enrolledAt.text })}</span>
              {campaign.arm === 'hold_out' ? (
                <span>{text('patients.campaignHoldOut')}</span>
              ) : (
                <>
                  <span>{text('patients.campaignSent', { count: campaign.sent })}</span>
                  {campaign.nextAt && (
                    <span>{text('patients.campaignNext', { at: campaign.nextAt.text })}</span>
                  )}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
