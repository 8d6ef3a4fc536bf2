import { useState } from 'react'
import { PickList } from '../../../ui/pick-list/PickList.tsx'
import { useText } from '../../messages/use-text.ts'
import { type Kind, kindWords, themes } from './criteria/kinds.ts'

const kinds: readonly Kind[] = themes.flatMap((theme) => theme.kinds)

/** Everything that can be asked of patients, by theme. */
export function KindMenu({ onKind }: { readonly onKind: (kind: Kind) => void }) {
  const text = useText()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLocaleLowerCase()
  const groups = themes
    .map(({ title, kinds: all }) => ({
      title: text(title),
      options: all
        .filter((kind) => `${text(kindWords[kind])} ${text(title)}`.toLocaleLowerCase().includes(wanted))
        .map((kind) => ({ value: kind, label: text(kindWords[kind]) })),
    }))
    .filter((group) => group.options.length > 0)
  return (
    <PickList
      placeholder={text('audienceEditor.searchKinds')}
      words={words}
      onWords={setWords}
      groups={groups}
      empty={text('audienceEditor.noneHere')}
      onPick={(value) => {
        const kind = kinds.find((one) => one === value)
        if (kind) onKind(kind)
      }}
    />
  )
}
