import { useState } from 'react'
import type { LeafCriterion } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { sayPart } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import type { SentencePart } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { useText } from '../../messages/use-text.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import { CriterionForm } from './criteria/CriterionForm.tsx'
import { kindWords } from './criteria/kinds.ts'
import { whatIsMissing } from './criteria/what-is-missing.ts'
import { criterionAt, isLeaf, type Path, replaced, turned } from './criteria-tree.ts'
import classes from './editor.module.css'
import { JoinMore } from './JoinMore.tsx'
import { keyOf, useTree } from './tree-context.ts'

/** One criterion in the sentence; its fields change it where it stands. */
export function CriterionChip({
  part,
}: {
  readonly part: Extract<SentencePart, { readonly kind: 'phrase' }>
}) {
  const text = useText()
  const voice = useAudienceVoice()
  const tree = useTree()
  const { path } = part
  const criterion = criterionAt(tree.criteria, path)
  const [keepsFocus, setKeepsFocus] = useState(true)
  if (!isLeaf(criterion)) return null
  const said = sayPart(part, voice)
  return (
    <Chip
      name={text(kindWords[criterion.kind])}
      label={said}
      isNew={tree.newest === keyOf(path)}
      keepsFocus={keepsFocus}
      width="wide"
      onRemove={() => tree.remove(path, said)}
    >
      {(close) => (
        <ChipFields
          criterion={criterion}
          path={path}
          said={said}
          onDone={(goesElsewhere) => {
            setKeepsFocus(!goesElsewhere)
            close()
          }}
        />
      )}
    </Chip>
  )
}

interface ChipFieldsProps {
  readonly criterion: LeafCriterion
  readonly path: Path
  readonly said: string
  /** Closes the fields; whether another chip has the focus then. */
  readonly onDone: (goesElsewhere: boolean) => void
}

function ChipFields({ criterion, path, said, onDone }: ChipFieldsProps) {
  const text = useText()
  const tree = useTree()
  // What is half chosen stays here; the audience is the last whole one until then.
  const [edited, setEdited] = useState(criterion)
  const shown = whatIsMissing(edited) === undefined ? criterion : edited
  const change = (next: LeafCriterion): void => {
    setEdited(next)
    if (whatIsMissing(next) === undefined) tree.set(replaced(tree.criteria, path, next), { replace: true })
  }
  return (
    <JoinMore path={path} onJoined={() => onDone(true)}>
      {(orElse) => (
        <>
          <CriterionForm criterion={shown} onChange={change} />
          <div className={classes['buttons']}>
            <ActionButton
              label={text('audienceEditor.turnRound')}
              size="row"
              onRun={() => tree.set(turned(tree.criteria, path))}
            />
            {orElse}
            <ActionButton
              label={text('audienceEditor.remove')}
              look="bare"
              size="row"
              onRun={() => {
                onDone(true)
                tree.remove(path, said)
              }}
            />
          </div>
        </>
      )}
    </JoinMore>
  )
}
