import { TextInput } from '@mantine/core'
import { useContext } from 'react'
import type { AudienceCount } from '../../../../src/campaigns/contract/audience.ts'
import { FixedContext } from '../../../ui/chip/Chip.tsx'
import { Facts } from '../../../ui/facts/Facts.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { languageNames } from '../../messages/language.ts'
import { useText } from '../../messages/use-text.ts'
import { channelWords, groupWord } from '../campaign-words.ts'
import classes from './builder.module.css'
import type { Draft } from './use-draft.ts'

interface GroupsSectionProps {
  readonly draft: Draft
  readonly count: AudienceCount | undefined
}

const longestName = 80

/** Who they are: by time away or recall type, by language, by channel; and what the campaign is called. */
export function GroupsSection({ draft, count }: GroupsSectionProps) {
  const text = useText()
  const numbers = useNumbers()
  const isFixed = useContext(FixedContext)
  const share = (patients: number) => numbers.share(patients, count?.reachable ?? 0)
  const nameOf = ({ key, name }: { key: string; name: string | null }): string => {
    const word = groupWord(key)
    return name ?? (word ? text(word) : key)
  }
  return (
    <>
      {count && count.reachable > 0 && (
        <Section title={text('campaigns.whoTheyAre')}>
          <div className={classes['columns']}>
            <Facts
              look="ends"
              facts={count.groups.map((group) => ({ label: nameOf(group), value: share(group.patients) }))}
            />
            <Facts
              look="ends"
              facts={count.languages.map(({ language, patients }) => ({
                label: languageNames[language],
                value: share(patients),
              }))}
            />
            <Facts
              look="ends"
              facts={count.channels.map(({ channel, patients }) => ({
                label: text(channelWords[channel]),
                value: share(patients),
              }))}
            />
          </div>
        </Section>
      )}
      {!isFixed && (
        <Section title={text('campaigns.nameTitle')}>
          <div className={classes['form']}>
            <TextInput
              label={text('campaigns.name')}
              description={text('campaigns.nameHelp')}
              value={draft.name}
              maxLength={longestName}
              error={draft.name.trim() === '' && text('campaigns.nameMissing')}
              onChange={(event) => draft.rename(event.currentTarget.value)}
            />
          </div>
        </Section>
      )}
    </>
  )
}
