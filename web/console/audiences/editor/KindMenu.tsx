import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/use-text.ts'
import { type Kind, kindWords, themes } from './criteria/kinds.ts'
import classes from './editor.module.css'

const kinds: readonly Kind[] = themes.flatMap((theme) => theme.kinds)

/** Everything that can be asked of patients, by theme; typing narrows it, arrow keys and Enter choose. */
export function KindMenu({ onKind }: { readonly onKind: (kind: Kind) => void }) {
  const text = useText()
  const combobox = useCombobox({ opened: true })
  const input = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  const wanted = words.trim().toLocaleLowerCase()
  const groups = themes
    .map(({ title, kinds: all }) => ({
      title,
      kinds: all.filter((kind) =>
        `${text(kindWords[kind])} ${text(title)}`.toLocaleLowerCase().includes(wanted),
      ),
    }))
    .filter((group) => group.kinds.length > 0)
  useEffect(() => input.current?.focus(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, other options; the store itself never changes
  useEffect(() => {
    combobox.selectFirstOption()
  }, [words])
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        const kind = kinds.find((one) => one === value)
        if (kind) onKind(kind)
      }}
    >
      <Combobox.EventsTarget withExpandedAttribute data-mantine-stop-propagation={undefined}>
        <TextInput
          ref={input}
          aria-label={text('audienceEditor.searchKinds')}
          placeholder={text('audienceEditor.searchKinds')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          autoComplete="off"
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes['kinds']} aria-label={text('audienceEditor.addCondition')}>
        {groups.map((group) => (
          <Combobox.Group key={group.title} label={text(group.title)}>
            {group.kinds.map((kind) => (
              <Combobox.Option key={kind} value={kind}>
                {text(kindWords[kind])}
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
        {groups.length === 0 && <Combobox.Empty>{text('audienceEditor.noneHere')}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  )
}
