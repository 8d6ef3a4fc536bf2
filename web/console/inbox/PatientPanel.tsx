import { Link } from '@tanstack/react-router'
import type { ThreadPage } from '../../../src/conversations/contract.ts'
import { Facts } from '../../ui/facts/Facts.tsx'
import { useScreen } from '../../ui/screen/use-screen.ts'
import { Section } from '../../ui/section/Section.tsx'
import { SidePanel } from '../../ui/side-panel/SidePanel.tsx'
import { Status } from '../../ui/status/Status.tsx'
import { languageNames } from '../messages/language.ts'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { paths } from '../shell/paths.ts'
import classes from './thread.module.css'
import { useThreadName } from './thread-name.ts'
import { useThread } from './use-inbox.ts'

interface PatientPanelProps {
  readonly threadId: string
  /** Below 1280 px it is a drawer that is asked for; above it stands there always. */
  readonly isOpen: boolean
  readonly onClose: () => void
}

const wide = '(min-width: 1280px)'

/** Who writes: everybody behind the address, their next visits, and what may be sent there. */
export function PatientPanel({ threadId, isOpen, onClose }: PatientPanelProps) {
  const text = useText()
  const nameOf = useThreadName()
  const isWide = useScreen(wide)
  const page = useThread(threadId).data
  if (!page) return null
  const { thread, people } = page
  const [only, ...others] = people
  return (
    <SidePanel
      label={text('inbox.patient')}
      isOpen={isWide || isOpen}
      onClose={onClose}
      title={<PersonName name={nameOf(thread)} language={page.language} />}
      note={others.length === 0 ? only?.age : text('inbox.sharedAddress', { count: people.length })}
    >
      {people.length === 0 && <Section look="quiet">{text('inbox.nobodyOnRecord')}</Section>}
      {people.map((person) => (
        <PersonSection key={person.id} person={person} isOnly={others.length === 0} />
      ))}
      <Section look="quiet" title={text(thread.channel === 'sms' ? 'inbox.thisNumber' : 'inbox.thisAddress')}>
        <Facts
          facts={[
            {
              label: text('inbox.language'),
              value: <span lang={page.language}>{languageNames[page.language]}</span>,
            },
            { label: text(thread.channel === 'sms' ? 'inbox.sms' : 'inbox.email'), value: thread.address },
            {
              label: text('inbox.messages'),
              value: page.hasEndedMessages ? (
                <Status look="withheld" word={text('inbox.ended')} />
              ) : (
                <Status look="done" word={text('inbox.allowed')} />
              ),
            },
          ]}
        />
      </Section>
    </SidePanel>
  )
}

interface PersonSectionProps {
  readonly person: ThreadPage['people'][number]
  readonly isOnly: boolean
}

function PersonSection({ person, isOnly }: PersonSectionProps) {
  const text = useText()
  const { nextVisit } = person
  return (
    <Section
      look="quiet"
      title={isOnly ? text('inbox.nextVisit') : person.name}
      note={isOnly ? undefined : person.age}
      aside={
        <Link to={paths.patient(person.id)}>
          {text('inbox.card')}
          <span className="k-unseen"> {person.name}</span>
        </Link>
      }
    >
      {nextVisit ? (
        <div className={classes['visit']}>
          <b>{nextVisit.at.text}</b>
          {nextVisit.service && <div>{nextVisit.service}</div>}
          <Status
            look={nextVisit.isConfirmed ? 'done' : 'waiting'}
            word={text(nextVisit.isConfirmed ? 'inbox.confirmed' : 'inbox.unconfirmed')}
          />
        </div>
      ) : (
        <p className={classes['none']}>{text('inbox.noVisit')}</p>
      )}
    </Section>
  )
}
