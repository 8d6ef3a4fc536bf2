import type { ShownAudit } from '../../../src/insights/contract/audit-page.ts'
import { IntervalMark } from '../../ui/interval/IntervalMark.tsx'
import { roundScale } from '../../ui/interval/scale.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { Status } from '../../ui/status/Status.tsx'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import { Table } from '../../ui/table/Table.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'

type TypeRow = ShownAudit['recalled']['types'][number]

const looks: Readonly<Record<TypeRow['verdict'], StatusLook>> = {
  below: 'attention',
  within: 'done',
  above: 'done',
  too_few: 'conditional',
  no_benchmark: 'conditional',
}

const wholeScale = roundScale([0, 1])

/** Of each kind of care: who was due, who came, and the claim it is compared with. */
export function RecalledTypes({ recalled: { types } }: { readonly recalled: ShownAudit['recalled'] }) {
  const text = useText()
  const title = text('audit.byType')
  if (types.length === 0) {
    return (
      <Section title={title}>
        <p className={classes['quiet']}>{text('audit.noTypes')}</p>
      </Section>
    )
  }
  return (
    <Section title={title}>
      <Table
        caption={title}
        headings={[
          { label: text('audit.type') },
          { label: text('audit.came'), align: 'end' },
          { look: 'mark' },
          { label: text('audit.benchmark') },
        ]}
      >
        {types.map((type) => (
          <Row key={type.key} type={type} />
        ))}
      </Table>
      <p className={classes['note']}>{text('audit.benchmarkNote')}</p>
    </Section>
  )
}

function Row({ type }: { readonly type: TypeRow }) {
  const text = useText()
  const numbers = useNumbers()
  const { name, isEnabled, due, returned, share, benchmark, verdict, word } = type
  return (
    <tr>
      <th scope="row">
        {name}
        {!isEnabled && <span className={classes['below']}>{text('audit.suggested')}</span>}
      </th>
      <td data-align="end">{numbers.share(returned, due)}</td>
      <td data-look="mark">
        {share !== null && benchmark && (
          <IntervalMark value={share} low={benchmark.low} high={benchmark.high} scale={wholeScale} />
        )}
      </td>
      <td className={classes['verdict']}>
        <Status look={looks[verdict]} word={word} />
        {benchmark && (
          <span className={classes['below']}>
            {text('audit.range', {
              low: numbers.count(benchmark.low * 100),
              high: numbers.percent(benchmark.high),
            })}
          </span>
        )}
      </td>
    </tr>
  )
}
