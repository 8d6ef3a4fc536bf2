import { Fragment, useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Status, StatusMark } from '../../../ui/status/Status.tsx'
import type { StatusLook } from '../../../ui/status/status-looks.ts'
import type { MessageKey } from '../../messages/keys.ts'
import { useText } from '../../messages/use-text.ts'
import { channelWords, purposeWord } from '../timeline/channel-words.ts'
import classes from './card.module.css'

type Contact = PatientCard['contacts'][number]
type ConsentCell = Contact['consent'][number]

const purposes = [
  'visit_admin',
  'care_recall',
  'reactivation',
  'feedback',
  'marketing',
] as const satisfies readonly ConsentCell['purpose'][]

const consentLooks = {
  given: { look: 'done', word: 'patients.consentGiven' },
  withdrawn: { look: 'withheld', word: 'patients.consentWithdrawn' },
  expired: { look: 'conditional', word: 'patients.consentExpired' },
  missing: { look: 'waiting', word: 'patients.consentMissing' },
} as const satisfies Readonly<Record<ConsentCell['state'], { look: StatusLook; word: MessageKey }>>

const states = ['given', 'withdrawn', 'expired', 'missing'] as const

interface ContactGridProps {
  readonly contacts: readonly Contact[]
  /** Shows the rows of the ledger in the history. */
  readonly onEvidence: () => void
}

/** Where the patient can be reached, and what for: address × purpose. */
export function ContactGrid({ contacts, onEvidence }: ContactGridProps) {
  const text = useText()
  const [isFull, setIsFull] = useState(false)
  if (contacts.length === 0)
    return (
      <Section title={text('patients.contactTitle')}>
        <p className={classes['quiet']}>{text('patients.unreachableTitle')}</p>
      </Section>
    )
  const canShow = contacts.some(({ full, shown }) => full !== null && full !== shown)
  return (
    <Section
      title={text('patients.contactTitle')}
      aside={
        canShow && (
          <button
            type="button"
            className={classes['link']}
            aria-pressed={isFull}
            onClick={() => setIsFull(!isFull)}
          >
            {text(isFull ? 'patients.hideFull' : 'patients.showFull')}
          </button>
        )
      }
    >
      <table className={classes['grid']}>
        <caption className="k-unseen">{text('patients.gridCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="k-unseen">{text('patients.channel')}</span>
            </th>
            {purposes.map((purpose) => (
              <th key={purpose} scope="col" className={classes['purpose']}>
                {text(purposeWord(purpose))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <ContactRows
              key={`${contact.contactPointId}:${contact.channel}`}
              contact={contact}
              isFull={isFull}
            />
          ))}
        </tbody>
      </table>
      <div className={classes['legend']}>
        {states
          .filter((state) => contacts.some((contact) => has(contact, state)))
          .map((state) => (
            <Status key={state} look={consentLooks[state].look} word={text(consentLooks[state].word)} />
          ))}
        <button type="button" className={classes['link']} onClick={onEvidence}>
          {text('patients.evidence')}
        </button>
      </div>
    </Section>
  )
}

function has({ consent }: Contact, state: ConsentCell['state']): boolean {
  return (
    consent.some((cell) => cell.state === state) || (state === 'missing' && consent.length < purposes.length)
  )
}

function ContactRows({ contact, isFull }: { readonly contact: Contact; readonly isFull: boolean }) {
  const text = useText()
  return (
    <Fragment>
      <tr className={classes['channel']}>
        <th scope="row">{text(channelWords[contact.channel])}</th>
        {purposes.map((purpose) => {
          const state = contact.consent.find((cell) => cell.purpose === purpose)?.state ?? 'missing'
          const { look, word } = consentLooks[state]
          return (
            <td key={purpose}>
              <StatusMark look={look} word={text(word)} />
            </td>
          )
        })}
      </tr>
      <tr className={classes['address']}>
        <td colSpan={purposes.length + 1}>
          <span className={classes['addressText']}>
            {isFull ? (contact.full ?? contact.shown) : contact.shown}
          </span>
          {contact.isPreferred && <span>{text('patients.preferred')}</span>}
          {contact.isInvalid && <Status look="attention" word={text('patients.invalid')} />}
        </td>
      </tr>
    </Fragment>
  )
}
