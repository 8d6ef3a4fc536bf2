import { Select } from '@mantine/core'
import type { AudienceCount, Preview } from '../../../../src/campaigns/contract/audience.ts'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../messages/use-text.ts'
import type { AnyStep } from '../campaign-document.ts'
import classes from './preview.module.css'
import { stepCost } from './step-cost.ts'
import { anybody, type MessageChoice, type MessagePreview } from './use-message-choice.ts'
import { useStepWords } from './use-step-words.ts'

interface PreviewPaneProps {
  readonly any: AnyStep
  readonly choice: MessageChoice
  readonly preview: MessagePreview | undefined
  readonly previews: Preview | undefined
  readonly count: AudienceCount | undefined
}

/** The message as one patient will see it, and what the step comes to. */
export function PreviewPane(props: PreviewPaneProps) {
  const text = useText()
  const { preview, choice } = props
  const { people, patient, channel } = choice
  return (
    <aside className={classes['pane']} aria-label={text('campaigns.preview')}>
      <div className={classes['head']}>
        <h2 className={classes['title']}>{text('campaigns.preview')}</h2>
        <Select
          className={classes['who'] ?? ''}
          aria-label={text('campaigns.previewFor')}
          data={[
            ...people.map(({ patientId, name }) => ({ value: patientId, label: name })),
            { value: anybody, label: text('campaigns.previewAnybody') },
          ]}
          value={patient?.patientId ?? anybody}
          onChange={(value) => value !== null && choice.setPatient(value)}
        />
      </div>
      {preview?.isPossible && (channel === 'sms' ? <Phone preview={preview} /> : <Mail preview={preview} />)}
      {preview?.isPossible === false && preview.reason === 'own_wording' && (
        <p className={classes['caption']}>{text('campaigns.previewWaits')}</p>
      )}
      {patient && (
        <p className={classes['caption']}>
          {[patient.name, patient.age].filter((part) => part !== null).join(', ')}
          {patient.lastVisit && <span>{text('campaigns.lastVisit', { at: patient.lastVisit.text })}</span>}
        </p>
      )}
      <StepSum {...props} />
    </aside>
  )
}

type Possible = Extract<MessagePreview, { isPossible: true }>

function Phone({ preview }: { readonly preview: Possible }) {
  const { clinic } = useSession()
  return (
    <div className={classes['phone']}>
      <p className={classes['sender']}>{clinic.name}</p>
      <p className={classes['bubble']} lang={preview.language}>
        {preview.text}
      </p>
      {preview.options[0] && <p className={classes['reply']}>{preview.options[0].digit}</p>}
    </div>
  )
}

function Mail({ preview }: { readonly preview: Possible }) {
  const { clinic } = useSession()
  return (
    <div className={classes['phone']}>
      <p className={classes['sender']}>{clinic.name}</p>
      <p className={classes['subject']} lang={preview.language}>
        {preview.subject}
      </p>
      {preview.html === null ? (
        <p className={classes['bubble']} lang={preview.language}>
          {preview.text}
        </p>
      ) : (
        <iframe
          className={classes['mail']}
          title={preview.subject ?? ''}
          srcDoc={preview.html}
          sandbox=""
          tabIndex={-1}
        />
      )}
    </div>
  )
}

function StepSum({ any, choice, previews, count }: PreviewPaneProps) {
  const text = useText()
  const numbers = useNumbers()
  const words = useStepWords()
  const cost =
    count && previews && any.follows === 'enrolment'
      ? stepCost({ count, previews, channel: choice.channel })
      : null
  const facts = [
    ...(count && any.follows === 'enrolment'
      ? [
          {
            label: text('campaigns.goesTo'),
            value: text('campaigns.partOf', {
              part: numbers.count(count.reachable - count.heldOut),
              whole: numbers.count(count.reachable),
            }),
          },
          { label: text('campaigns.holdOut'), value: numbers.count(count.heldOut) },
        ]
      : []),
    ...(cost !== null && previews
      ? [
          {
            label: text('campaigns.stepCost'),
            value:
              cost === 0
                ? text('campaigns.costNothing')
                : text('campaigns.atMost', { cost: numbers.money(cost, previews.currency) }),
          },
        ]
      : []),
    {
      label: text('campaigns.hours'),
      value: text('campaigns.hoursAtPatient', { hours: words.window(any.step) }),
    },
  ]
  return (
    <div className={classes['sum']}>
      <Facts look="ends" facts={facts} />
    </div>
  )
}
