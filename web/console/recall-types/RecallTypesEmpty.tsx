import { Button } from '@mantine/core'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { NewType } from './NewType.tsx'
import { isNarrowed, type NarrowTypes, type TypesView, type TypeTab } from './recall-types-view.ts'

interface RecallTypesEmptyProps {
  readonly view: TypesView
  readonly mayChange: boolean
  readonly onNarrow: NarrowTypes
}

const titles = {
  all: 'recallTypes.none',
  on: 'recallTypes.noneOn',
  off: 'recallTypes.noneOff',
  changed: 'recallTypes.noneChanged',
  own: 'recallTypes.noneOwn',
} as const satisfies Readonly<Record<TypeTab, MessageKey>>

const texts = {
  all: 'recallTypes.noneText',
  on: 'recallTypes.noneOnText',
  off: 'recallTypes.noneOffText',
  changed: 'recallTypes.noneChangedText',
  own: 'recallTypes.noneOwnText',
} as const satisfies Readonly<Record<TypeTab, MessageKey>>

/** Why no type is listed: the filters, or there are none of this kind. */
export function RecallTypesEmpty({ view, mayChange, onNarrow }: RecallTypesEmptyProps) {
  const text = useText()
  const isFirst = mayChange && view.tab === 'own'
  const clear = { specialty: undefined, country: undefined, words: undefined }
  if (isNarrowed(view))
    return (
      <EmptyState
        title={text('recallTypes.noneMatch')}
        actions={
          <Button variant="filled" onClick={() => onNarrow(clear)}>
            {text('recallTypes.clear')}
          </Button>
        }
      />
    )
  return (
    <EmptyState
      title={text(titles[view.tab])}
      actions={
        view.tab !== 'all' && (
          <>
            {isFirst && <NewType isMain />}
            <Button variant={isFirst ? 'default' : 'filled'} onClick={() => onNarrow({ tab: 'all' })}>
              {text('recallTypes.showAll')}
            </Button>
          </>
        )
      }
    >
      {text(texts[view.tab])}
    </EmptyState>
  )
}
