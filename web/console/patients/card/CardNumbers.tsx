import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'

/** How many visits came about and what they were worth. */
export function CardNumbers({ numbers }: Pick<PatientCard, 'numbers'>) {
  const text = useText()
  const figures = useNumbers()
  const { kept, missed, cancelled, valueMinor, currency, lastVisit } = numbers
  const counts = [
    ...(kept > 0 ? [text('patients.kept', { count: kept })] : []),
    ...(missed > 0 ? [text('patients.missed', { count: missed })] : []),
    ...(cancelled > 0 ? [text('patients.cancelled', { count: cancelled })] : []),
  ]
  const visits = counts.length === 0 ? text('patients.noVisits') : counts.join(', ')
  return (
    <Section title={text('patients.numbersTitle')}>
      <Facts
        facts={[
          { label: text('patients.visits'), value: visits },
          ...(lastVisit ? [{ label: text('patients.lastVisit'), value: lastVisit.text }] : []),
          {
            label: text('patients.value'),
            value:
              valueMinor === null
                ? text('patients.noValue')
                : figures.money(valueMinor, currency, 'headline'),
          },
        ]}
      />
    </Section>
  )
}
