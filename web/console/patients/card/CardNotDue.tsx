import { Button, Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import { WhyDueDialog } from '../../recalls/why/WhyDueDialog.tsx'
import classes from './card.module.css'

interface CardNotDueProps {
  readonly patientId: string
  readonly types: PatientCard['notDue']
}

/** The recalls that are on in the clinic and not due for this patient; each says why. */
export function CardNotDue({ patientId, types }: CardNotDueProps) {
  const text = useText()
  const [asked, setAsked] = useState<PatientCard['notDue'][number] | null>(null)
  if (types.length === 0) return null
  return (
    <div className={classes['notDue']}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" size="xs" rightSection={<Icon name="chevronDown" />}>
            {text('recalls.whyNotDue')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {types.map((type) => (
            <Menu.Item key={type.typeKey} onClick={() => setAsked(type)}>
              {type.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <WhyDueDialog
        recall={asked && { patientId, typeKey: asked.typeKey, typeName: asked.name }}
        isDue={false}
        onClose={() => setAsked(null)}
      />
    </div>
  )
}
