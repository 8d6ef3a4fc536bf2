import { useState } from 'react'
import type { AudienceDocument } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { criteriaLimits } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { audienceSentence } from '../../../../src/campaigns/contract/sentence/audience-sentence.ts'
import { ChipRow } from '../../../ui/chip/ChipRow.tsx'
import { notifyFailed, notifyUndo } from '../../../ui/notify/Notify.tsx'
import { useText } from '../../messages/use-text.ts'
import { AddChip } from './AddChip.tsx'
import { addedToAll, type Criteria, replaced, sizeOf, withNot } from './criteria-tree.ts'
import classes from './editor.module.css'
import { SentenceHead } from './SentenceHead.tsx'
import { PartList } from './SentencePart.tsx'
import { keyOf, type Tree, TreeProvider } from './tree-context.ts'
import { useChoices } from './use-choices.ts'

interface SentenceEditorProps {
  readonly document: AudienceDocument
  readonly onChange: (document: AudienceDocument, how?: { readonly replace: boolean }) => void
}

/** An audience as the sentence it is: every part of it a chip, and a place for one more. */
export function SentenceEditor({ document, onChange }: SentenceEditorProps) {
  const text = useText()
  const { names } = useChoices()
  const tree = useTreeOf(document, onChange)
  const sentence = audienceSentence(document, names)
  return (
    <TreeProvider value={{ ...tree, names }}>
      <ChipRow label={text('audienceEditor.sentence')} className={classes['sentence']}>
        <SentenceHead document={document} head={sentence.head} onChange={onChange}>
          {sentence.parts.length > 0 && <PartList parts={sentence.parts} join="and" />}
        </SentenceHead>{' '}
        <AddChip
          label={text(sentence.parts.length > 0 ? 'audienceEditor.and' : 'audienceEditor.narrow')}
          name={text('audienceEditor.addCondition')}
          onAdd={(one) => tree.grow(addedToAll(document.criteria, one))}
        />
      </ChipRow>
    </TreeProvider>
  )
}

function useTreeOf(
  document: AudienceDocument,
  onChange: SentenceEditorProps['onChange'],
): Omit<Tree, 'names'> {
  const text = useText()
  const [newest, setNewest] = useState<string | null>(null)
  const { programme, criteria } = document
  const set: Tree['set'] = (next: Criteria, how) =>
    onChange(next === undefined ? { programme } : { programme, criteria: next }, how)
  return {
    criteria,
    newest,
    set: (next, how) => {
      setNewest(null)
      set(next, how)
    },
    grow: (grown) => {
      const size = sizeOf(grown.criteria)
      if (size.count > criteriaLimits.most || size.depth > criteriaLimits.deepest) {
        notifyFailed(text('audienceEditor.tooLarge', criteriaLimits))
        return false
      }
      setNewest(keyOf(grown.path))
      set(grown.criteria)
      return true
    },
    remove: (path, said) => {
      setNewest(null)
      set(replaced(criteria, withNot(criteria, path), null))
      notifyUndo(text('audienceEditor.removed', { said }), () => onChange(document))
    },
  }
}
