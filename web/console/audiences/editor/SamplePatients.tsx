import { Link } from '@tanstack/react-router'
import type { CountedAudience } from '../../../../src/campaigns/contract/audiences.ts'
import { criteriaChoices } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Status } from '../../../ui/status/Status.tsx'
import { leftOutWords } from '../../campaigns/campaign-words.ts'
import { useText } from '../../messages/use-text.ts'
import { PersonName } from '../../patients/PersonName.tsx'
import { paths } from '../../shell/paths.ts'
import classes from './editor.module.css'
import { useChoices } from './use-choices.ts'

interface SamplePatientsProps {
  readonly figures: CountedAudience | undefined
  readonly isBehind: boolean
}

type Sampled = CountedAudience['sample'][number]

/** Twenty of them by chance, to see whether the sentence means who was meant. */
export function SamplePatients({ figures, isBehind }: SamplePatientsProps) {
  const text = useText()
  const why = useWhyIn()
  if (figures === undefined || figures.sample.length === 0) return null
  const { sample, matching } = figures
  return (
    <Section
      title={text('audienceEditor.sample')}
      note={matching > sample.length ? text('audienceEditor.sampleNote', { count: sample.length }) : null}
    >
      <div className={classes['scroll']} aria-busy={isBehind}>
        <table className={classes['table']}>
          <caption className="k-unseen">{text('audienceEditor.sample')}</caption>
          <thead className={classes['heads']}>
            <tr>
              <th scope="col">{text('audienceEditor.patient')}</th>
              <th scope="col">{text('audienceEditor.age')}</th>
              <th scope="col">{text('audienceEditor.lastVisit')}</th>
              <th scope="col">{text('audienceEditor.whyIn')}</th>
              <th scope="col">{text('audienceEditor.message')}</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((patient) => (
              <tr key={patient.patientId}>
                <th scope="row">
                  <Link to={paths.patient(patient.patientId)}>
                    <PersonName name={patient.name} language={patient.language} />
                  </Link>
                </th>
                <td>{patient.age ?? text('audienceEditor.unknown')}</td>
                <td>{patient.lastVisit?.text ?? text('audienceEditor.never')}</td>
                <td>{why(patient)}</td>
                <td>
                  {patient.leftOut === null ? (
                    <Status look="done" word={text('audienceEditor.canBeWritten')} />
                  ) : (
                    <Status look="withheld" word={text(leftOutWords[patient.leftOut])} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

/** By what a patient enters: the recall that is due, or the time away. */
function useWhyIn(): (patient: Sampled) => string {
  const text = useText()
  const { names } = useChoices()
  return ({ band, typeKey }) => {
    const known = criteriaChoices.bands.find((one) => one === band)
    if (known !== undefined) return text(`audiences.band.${known}`)
    if (typeKey !== null) return names.recallTypes.get(typeKey) ?? typeKey
    return text('audienceEditor.byConditions')
  }
}
