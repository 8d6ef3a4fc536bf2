import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { DriftDialog } from '../../drift/DriftDialog.tsx'
import classes from '../../drift/drift.module.css'
import { driftWords } from '../../drift/drift-words.ts'
import { useDriftChanges } from '../../drift/use-drift-changes.ts'
import { useText } from '../../messages/use-text.ts'

interface CardDriftProps {
  readonly card: PatientCard
  readonly mayChange: boolean
}

/** Why they stay away, as somebody said; asked of whoever has been away for over a year. */
export function CardDrift({ card: { person, drift }, mayChange }: CardDriftProps) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const { takingBack } = useDriftChanges(person.id)
  const { said, isAway } = drift
  const isAsked = isAway && mayChange && person.leftAt === null && !person.isDeceased
  if (said === null && !isAsked) return null
  return (
    <Section title={text('cleanup.driftTitle')}>
      {said === null ? (
        <p className={classes['quiet']}>{text('cleanup.driftUnknown')}</p>
      ) : (
        <>
          <p className={classes['said']}>{text(driftWords[said.reason])}</p>
          <p className={classes['quiet']}>
            {text(said.note === '' ? 'cleanup.driftSaid' : 'cleanup.driftSaidNote', {
              by: said.by,
              at: said.at.text,
              note: said.note,
            })}
          </p>
        </>
      )}
      {mayChange && (
        <div className={classes['buttons']}>
          {isAsked && (
            <Button onClick={() => setIsOpen(true)}>
              {text(said === null ? 'cleanup.driftRecord' : 'cleanup.driftChange')}
            </Button>
          )}
          {said !== null && (
            <Button variant="subtle" loading={takingBack.isPending} onClick={() => takingBack.mutate()}>
              {text('cleanup.driftTakeBack')}
            </Button>
          )}
        </div>
      )}
      <DriftDialog
        patientId={person.id}
        name={person.name}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
      />
    </Section>
  )
}
