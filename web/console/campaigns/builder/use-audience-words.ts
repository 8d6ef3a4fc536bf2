import { useIntl } from 'react-intl'
import { useText } from '../../messages/use-text.ts'
import { type Ages, type LapseBand, lapseBands } from '../campaign-document.ts'
import { bandWords } from '../campaign-words.ts'

interface RecallType {
  readonly key: string
  readonly name: string
}

// More than this and the sentence would be a list.
const fewNames = 2

/** The parts of the audience sentence, as they stand in their chips. */
export function useAudienceWords() {
  const text = useText()
  const intl = useIntl()
  return {
    ages: ({ from, to }: Ages = {}): string => {
      if (from !== undefined && to !== undefined) return text('campaigns.agesBetween', { from, to })
      if (from !== undefined) return text('campaigns.agesFrom', { from })
      return to === undefined ? text('campaigns.agesAny') : text('campaigns.agesTo', { to })
    },
    bands: (bands: readonly LapseBand[]): string => {
      if (bands.length === lapseBands.length) return text('campaigns.bandsAll')
      if (bands.length > fewNames) return text('campaigns.bandsSome', { count: bands.length })
      return intl.formatList(
        bands.map((band) => text(bandWords[band])),
        { type: 'disjunction' },
      )
    },
    types: (chosen: readonly string[], all: readonly RecallType[]): string => {
      if (chosen.length === 0) return text('campaigns.typesAll')
      const names = chosen.map((key) => all.find((one) => one.key === key)?.name ?? key)
      return names.length > fewNames
        ? text('campaigns.typesSome', { count: names.length })
        : intl.formatList(names, { type: 'disjunction' })
    },
    dueWindow: (from: number, until: number): string => {
      if (from < 0 && until > 0) return text('campaigns.windowAround', { before: -from, after: until })
      if (until <= 0) return text('campaigns.windowBefore', { from: -from, until: -until })
      return text('campaigns.windowAfter', { from, until })
    },
  }
}
