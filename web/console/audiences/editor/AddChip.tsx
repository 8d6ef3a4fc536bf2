import { useState } from 'react'
import type { LeafCriterion } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { NewCriterion } from './NewCriterion.tsx'

interface AddChipProps {
  readonly label: string
  /** Spoken name: “Add a condition”. */
  readonly name: string
  /** False: it could not be added. */
  readonly onAdd: (criterion: LeafCriterion) => boolean
}

/** A place for one more criterion: what it is about first, then its fields. */
export function AddChip({ label, name, onAdd }: AddChipProps) {
  const [keepsFocus, setKeepsFocus] = useState(true)
  return (
    <Chip
      name={name}
      look="add"
      width="wide"
      keepsFocus={keepsFocus}
      label={
        <>
          <Icon name="plus" /> {label}
        </>
      }
    >
      {(close) => (
        <NewCriterion
          onAdd={(one) => {
            if (!onAdd(one)) return
            // The new chip is where the reader goes on.
            setKeepsFocus(false)
            close()
          }}
        />
      )}
    </Chip>
  )
}
