import { Radio } from '@mantine/core'
import { useState } from 'react'
import { sayPart } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import type { SentencePart } from '../../../../src/campaigns/contract/sentence/sentence.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Chip } from '../../../ui/chip/Chip.tsx'
import { useText } from '../../messages/use-text.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import { criterionAt, replaced, withNot } from './criteria-tree.ts'
import classes from './editor.module.css'
import { JoinMore } from './JoinMore.tsx'
import { keyOf, useTree } from './tree-context.ts'

export type SentenceGroup = Extract<SentencePart, { readonly kind: 'group' }>

const meanings = {
  any: { kind: 'any', isDenied: false, label: 'audienceEditor.groupAny' },
  all: { kind: 'all', isDenied: false, label: 'audienceEditor.groupAll' },
  none: { kind: 'any', isDenied: true, label: 'audienceEditor.groupNone' },
  notAll: { kind: 'all', isDenied: true, label: 'audienceEditor.groupNotAll' },
} as const

type Meaning = keyof typeof meanings
const inOrder = ['any', 'all', 'none', 'notAll'] as const satisfies readonly Meaning[]

/** How the conditions of a bracket belong together: one of them, all, none, not all at once. */
export function GroupChip({ group, label }: { readonly group: SentenceGroup; readonly label: string }) {
  const text = useText()
  const voice = useAudienceVoice()
  const tree = useTree()
  const [keepsFocus, setKeepsFocus] = useState(true)
  const { path } = group
  const said = sayPart(group, voice)
  const meaning = inOrder.find(
    (one) =>
      meanings[one].kind === (group.join === 'and' ? 'all' : 'any') &&
      meanings[one].isDenied === (group.is === 'no'),
  )
  const mean = (value: string): void => {
    const next = inOrder.find((one) => one === value)
    const now = criterionAt(tree.criteria, path)
    if (next === undefined || (now?.kind !== 'all' && now?.kind !== 'any')) return
    const { kind, isDenied } = meanings[next]
    const of = { kind, of: now.of }
    tree.set(replaced(tree.criteria, withNot(tree.criteria, path), isDenied ? { kind: 'not', of } : of))
  }
  return (
    <Chip
      name={text('audienceEditor.group')}
      label={label}
      look="group"
      isNew={tree.newest === keyOf(path)}
      keepsFocus={keepsFocus}
      width="wide"
      onRemove={() => tree.remove(path, said)}
    >
      {(close) => {
        const leave = (): void => {
          setKeepsFocus(false)
          close()
        }
        return (
          <JoinMore path={path} onJoined={leave}>
            {(orElse) => (
              <>
                <Radio.Group label={text('audienceEditor.group')} value={meaning ?? ''} onChange={mean}>
                  {inOrder.map((one) => (
                    <Radio key={one} value={one} label={text(meanings[one].label)} />
                  ))}
                </Radio.Group>
                <div className={classes['buttons']}>
                  {orElse}
                  <ActionButton
                    label={text('audienceEditor.removeGroup')}
                    look="bare"
                    size="row"
                    onRun={() => {
                      leave()
                      tree.remove(path, said)
                    }}
                  />
                </div>
              </>
            )}
          </JoinMore>
        )
      }}
    </Chip>
  )
}
