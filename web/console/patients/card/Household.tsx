import { Link } from '@tanstack/react-router'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { nameLanguage } from '../name-language.ts'
import classes from './card.module.css'

/** Who else reads what is sent to this patient's number. */
export function Household({ household }: Pick<PatientCard, 'household'>) {
  const text = useText()
  if (household.length === 0) return null
  return (
    <Section title={text('patients.sharedTitle')}>
      <ul className={classes['lines']}>
        {household.map((member) => (
          <li key={member.patientId}>
            <Link to={paths.patient(member.patientId)} lang={nameLanguage(member.name, null)}>
              {member.name}
            </Link>
            <div className={classes['small']}>
              {member.age !== null && <span>{member.age}</span>}
              <span>{member.shown}</span>
            </div>
          </li>
        ))}
      </ul>
      <p className={classes['quiet']}>{text('patients.sharedText')}</p>
    </Section>
  )
}
