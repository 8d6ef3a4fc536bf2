import { useIntl } from 'react-intl'
import { sayPart } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import type { SentencePart } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import { useText } from '../../messages/use-text.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import { AddChip } from './AddChip.tsx'
import { CriterionChip } from './CriterionChip.tsx'
import { addedTo } from './criteria-tree.ts'
import classes from './editor.module.css'
import { GroupChip, type SentenceGroup } from './GroupChip.tsx'
import { keyOf, useTree } from './tree-context.ts'

interface PartListProps {
  readonly parts: readonly SentencePart[]
  readonly join: 'and' | 'or'
}

/** “a, b and c”, each of them a chip or a bracket of chips. */
export function PartList({ parts, join }: PartListProps) {
  const intl = useIntl()
  return intl.formatList(
    parts.map((part) => <Part key={keyOf(part.path)} part={part} />),
    { type: join === 'and' ? 'conjunction' : 'disjunction' },
  )
}

function Part({ part }: { readonly part: SentencePart }) {
  return part.kind === 'phrase' ? <CriterionChip part={part} /> : <Group group={part} />
}

/** Stands for the list where the words of a group are cut in two. */
const here = '\u2063'

function Group({ group }: { readonly group: SentenceGroup }) {
  const text = useText()
  const voice = useAudienceVoice()
  const tree = useTree()
  const [before = '', after = ''] = text(group.key, { is: group.is, list: here }).split(here)
  const opening = before.replace(/\s*\($/, '')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not flow with the words of a sentence
    <span className={classes['group']} role="group" aria-label={sayPart(group, voice)}>
      <GroupChip group={group} label={opening} /> (
      <PartList parts={group.parts} join={group.join} />{' '}
      <AddChip
        label={text(group.join === 'and' ? 'audienceEditor.and' : 'audienceEditor.or')}
        name={text(group.join === 'and' ? 'audienceEditor.addCondition' : 'audienceEditor.addAlternative')}
        onAdd={(one) => tree.grow(addedTo(tree.criteria, group.path, one))}
      />
      {after}
    </span>
  )
}
