import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Session } from '../../../src/clinic/contract.ts'
import type { HotkeyCombo } from '../../ui/hotkeys/keys.ts'
import type { IconName } from '../../ui/icon/icon-paths.ts'
import { get } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import type { ConsolePage } from './console-page.ts'
import { paths } from './paths.ts'

export interface PaletteItem {
  readonly id: string
  readonly group: 'patients' | 'pages'
  readonly icon: IconName
  readonly label: string
  readonly note?: string | undefined
  readonly combo?: HotkeyCombo | undefined
  readonly path: string
}

/** `GET /api/patients/search?q=`: the best few, folded across scripts by the server. */
interface PatientHits {
  readonly patients: readonly { readonly id: string; readonly name: string; readonly note: string }[]
}

const fewestLetters = 2
const pauseMilliseconds = 150

interface PaletteQuestion {
  readonly query: string
  readonly pages: readonly ConsolePage[]
  readonly session: Session
}

/** What the palette offers for the words typed so far: patients first, then pages. */
export function usePaletteItems({ query, pages, session }: PaletteQuestion): {
  readonly items: readonly PaletteItem[]
  readonly isSearching: boolean
} {
  const text = useText()
  const words = query.trim()
  const [settled] = useDebouncedValue(words, pauseMilliseconds)
  const isLong = settled.length >= fewestLetters
  const hits = useQuery({
    queryKey: ['patient-search', settled],
    queryFn: ({ signal }) => get<PatientHits>('/api/patients/search', { q: settled }, signal),
    enabled: isLong,
    placeholderData: keepPreviousData,
  })
  const patients = isLong && words !== '' ? (hits.data?.patients ?? []) : []
  const wanted = words.toLocaleLowerCase()
  const found = pages.filter((page) => text(page.label).toLocaleLowerCase().includes(wanted))
  return {
    isSearching: words !== settled || (isLong && hits.isFetching),
    items: [
      ...patients.map((patient) => ({
        id: patient.id,
        group: 'patients' as const,
        icon: 'person' as const,
        label: patient.name,
        note: patient.note,
        path: paths.patient(patient.id),
      })),
      ...found.map((page) => ({
        id: page.path.slice(1),
        group: 'pages' as const,
        icon: page.icon,
        label: text(page.label),
        note: noteOf(page, session, (count) => text('shell.waiting', { count })),
        combo: page.combo,
        path: page.path,
      })),
    ],
  }
}

function noteOf(page: ConsolePage, session: Session, say: (count: number) => string): string | undefined {
  const count = page.waiting?.(session) ?? 0
  return count === 0 ? undefined : say(count)
}
