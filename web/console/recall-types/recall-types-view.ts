import type { RecallTypeRow, RecallTypes } from '../../../src/recall/contract/recall-type-pages.ts'
import type { MessageKey } from '../messages/keys.ts'
import { choice, optional, useUrlState } from '../shell/url-state.ts'

export type Specialty = RecallTypeRow['specialty']
export type Pack = RecallTypes['packs'][number]

/** The tabs in the order of the page. */
export const typeTabs = ['all', 'on', 'off', 'changed', 'own'] as const
export type TypeTab = (typeof typeTabs)[number]

export const tabLabels = {
  all: 'recallTypes.tabAll',
  on: 'recallTypes.tabOn',
  off: 'recallTypes.tabOff',
  changed: 'recallTypes.tabChanged',
  own: 'recallTypes.tabOwn',
} as const satisfies Readonly<Record<TypeTab, MessageKey>>

export const specialtyWords = {
  dental: 'recallTypes.dental',
  primary_care: 'recallTypes.primaryCare',
  physiotherapy: 'recallTypes.physiotherapy',
  specialist: 'recallTypes.specialist',
} as const satisfies Readonly<Record<Specialty, MessageKey>>

export const specialties = ['dental', 'primary_care', 'physiotherapy', 'specialist'] as const

/** In the address where a country is meant that no pack is bound to. */
export const anyCountry = 'any'

const fields = {
  tab: choice(typeTabs),
  specialty: optional(),
  country: optional(),
  /** Names of types are nobody's secret, so that the search may stand in the address. */
  words: optional(),
  open: optional(),
}

export function useTypesView() {
  return useUrlState(fields)
}

export type TypesView = ReturnType<typeof useTypesView>[0]
export type NarrowTypes = (part: Partial<TypesView>) => void

/** The types that a view shows, in the order of the list. */
export function shownTypes(
  { packs, types }: RecallTypes,
  { tab, specialty, country, words = '' }: Omit<TypesView, 'open'>,
): readonly RecallTypeRow[] {
  const wanted = folded(words)
  const countryOf = ({ pack }: RecallTypeRow) => packs.find(({ key }) => key === pack)?.country ?? anyCountry
  return types.filter(
    (type) =>
      isOnTab(type, tab) &&
      (specialty === undefined || type.specialty === specialty) &&
      (country === undefined || countryOf(type) === country) &&
      folded(`${type.name} ${type.source}`).includes(wanted),
  )
}

export function isOnTab({ state, pack, hasOwnWords }: RecallTypeRow, tab: TypeTab): boolean {
  switch (tab) {
    case 'on':
      return state !== 'off'
    case 'off':
    case 'changed':
      return state === tab
    case 'own':
      return pack === null || hasOwnWords
    default:
      return true
  }
}

/** Without case and accents, so that “higienizacja zebow” finds “Higienizacja zębów”. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ё', 'е')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
}

/** Nobody has made a type of the clinic's own yet: the empty tab offers it in the place of the header. */
export function offersFirst(view: TypesView, shown: number | undefined): boolean {
  return view.tab === 'own' && shown === 0 && !isNarrowed(view)
}

/** By anything but the tab. */
export function isNarrowed({ specialty, country, words }: TypesView): boolean {
  return specialty !== undefined || country !== undefined || words !== undefined
}
