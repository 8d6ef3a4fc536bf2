import type { CampaignReport } from '../../../../src/insights/contract/campaign-report.ts'
import { IntervalMark } from '../../../ui/interval/IntervalMark.tsx'
import { roundScale } from '../../../ui/interval/scale.ts'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { Table } from '../../../ui/table/Table.tsx'
import { useText } from '../../messages/use-text.ts'
import { groupWord, useSignedNumbers } from '../campaign-words.ts'
import classes from './result.module.css'

type Group = CampaignReport['groups'][number]

/** The gain for each time away or recall type, on one scale. */
export function ByGroup({ report }: { readonly report: CampaignReport }) {
  const text = useText()
  const { groups, campaign } = report
  if (groups.length === 0) return null
  const title = campaign.kind === 'recall' ? text('campaigns.gainByType') : text('campaigns.gainByTime')
  const ends = groups.flatMap(({ proof: { difference } }) =>
    difference ? [difference.low, difference.high] : [],
  )
  const scale = roundScale(ends)
  const unproven = groups.some(({ proof }) => proof.verdict !== 'gain')
  return (
    <Section title={title}>
      <Table
        caption={title}
        headings={[
          { label: text('campaigns.group') },
          { label: text('campaigns.booked'), align: 'end' },
          ...(ends.length > 0 ? [{ look: 'mark' as const }] : []),
          { label: text('campaigns.gainPoints'), align: 'end' },
        ]}
      >
        {groups.map((group) => (
          <GroupRow key={group.key} group={group} scale={ends.length > 0 ? scale : undefined} />
        ))}
      </Table>
      {unproven && <p className={classes['note']}>{text('campaigns.greyNote')}</p>}
    </Section>
  )
}

interface GroupRowProps {
  readonly group: Group
  readonly scale: ReturnType<typeof roundScale> | undefined
}

function GroupRow({ group: { key, name, proof }, scale }: GroupRowProps) {
  const text = useText()
  const numbers = useNumbers()
  const signed = useSignedNumbers()
  const word = groupWord(key)
  const { contacted, difference } = proof
  return (
    <tr>
      <th scope="row">{name ?? (word ? text(word) : text('campaigns.groupOther'))}</th>
      <td data-align="end">
        {text('campaigns.partOf', {
          part: numbers.count(contacted.part),
          whole: numbers.count(contacted.whole),
        })}
      </td>
      {scale && <td data-look="mark">{difference && <IntervalMark {...difference} scale={scale} />}</td>}
      <td data-align="end">
        {difference ? (
          <>
            <b>{signed.points(difference.value, 0)}</b>{' '}
            <span className={classes['quiet']}>
              {text('campaigns.range', {
                low: signed.plainPoints(difference.low, 0),
                high: signed.plainPoints(difference.high, 0),
              })}
            </span>
          </>
        ) : (
          <span className={classes['quiet']}>
            {proof.verdict === 'no_hold_out' ? text('campaigns.gainNoHoldOut') : text('campaigns.gainTooFew')}
          </span>
        )}
      </td>
    </tr>
  )
}
