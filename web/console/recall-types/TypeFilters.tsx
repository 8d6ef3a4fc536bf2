import type { RecallTypes } from '../../../src/recall/contract/recall-type-pages.ts'
import { FilterBar } from '../../ui/filter-bar/FilterBar.tsx'
import type { Filter } from '../../ui/filter-bar/filter.ts'
import { useText } from '../messages/use-text.ts'
import {
  anyCountry,
  isOnTab,
  type NarrowTypes,
  specialties,
  specialtyWords,
  type TypesView,
} from './recall-types-view.ts'
import { useCountryWords } from './type-words.ts'

interface TypeFiltersProps {
  readonly view: TypesView
  readonly types: RecallTypes | undefined
  /** Rows that match. */
  readonly shown: number | undefined
  readonly onNarrow: NarrowTypes
}

/** Search, speciality and country; the count is of the tab. */
export function TypeFilters({ view, types, shown, onNarrow }: TypeFiltersProps) {
  const text = useText()
  const country = useCountryWords()
  const countries = [...new Set(types?.packs.map((pack) => pack.country ?? anyCountry))]
  const filters: readonly Filter[] = [
    {
      id: 'specialty',
      label: text('recallTypes.specialty'),
      value: specialties.find((one) => one === view.specialty),
      choices: specialties.map((value) => ({ value, label: text(specialtyWords[value]) })),
      onChange: (specialty) => onNarrow({ specialty }),
    },
    {
      id: 'country',
      label: text('recallTypes.country'),
      value: view.country,
      choices: countries.map((value) => ({
        value,
        label: value === anyCountry ? text('recallTypes.anyCountry') : country(value),
      })),
      onChange: (chosen) => onNarrow({ country: chosen }),
    },
  ]
  const ofTab = types?.types.filter((type) => isOnTab(type, view.tab)).length ?? 0
  return (
    <FilterBar
      search={{
        value: view.words ?? '',
        placeholder: text('recallTypes.search'),
        onSearch: (words) => onNarrow({ words: words === '' ? undefined : words }),
      }}
      filters={filters}
      count={shown === undefined ? undefined : { matching: shown, of: ofTab }}
    />
  )
}
