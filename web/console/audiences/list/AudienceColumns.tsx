import { saySentence } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import type { Column } from '../../../ui/data-table/column.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { useText } from '../../messages/use-text.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import type { AudienceRow } from '../use-audiences.ts'

export function useAudienceColumns(): readonly Column<AudienceRow>[] {
  const text = useText()
  const numbers = useNumbers()
  const voice = useAudienceVoice()
  return [
    {
      id: 'name',
      header: text('audienceList.name'),
      cell: (row) => row.name,
      width: '22%',
      narrow: 'title',
    },
    {
      id: 'who',
      header: text('audienceList.who'),
      cell: (row) => saySentence(row.sentence, voice),
      narrow: 'line',
    },
    {
      id: 'size',
      header: text('audienceList.size'),
      cell: (row) => (row.size ? numbers.count(row.size.matching) : text('audienceList.notCounted')),
      align: 'end',
      width: '152px',
      narrow: 'titleEnd',
    },
    {
      id: 'version',
      header: text('audienceList.version'),
      cell: (row) => numbers.count(row.version),
      align: 'end',
      width: '72px',
      secondary: true,
    },
    {
      id: 'used',
      header: text('audienceList.usedBy'),
      cell: ({ usedBy: [first, ...others] }) => {
        if (first === undefined) return text('audienceList.notUsed')
        return others.length === 0
          ? first.name
          : text('audienceList.usedByMany', { name: first.name, count: others.length })
      },
      width: '18%',
      secondary: true,
    },
    {
      id: 'changed',
      header: text('audienceList.changed'),
      cell: (row) => text('audienceList.changedBy', { at: row.changedAt.text, by: row.changedBy }),
      width: '18%',
    },
  ]
}
