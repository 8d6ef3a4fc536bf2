import type { ShownAudit } from '../../../src/insights/contract/audit-page.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { Status } from '../../ui/status/Status.tsx'
import type { StatusLook } from '../../ui/status/status-looks.ts'
import { Table } from '../../ui/table/Table.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'

type Finding = ShownAudit['data'][number]

const looks: Readonly<Record<Finding['level'], StatusLook>> = {
  enough: 'done',
  thin: 'attention',
  missing: 'failed',
}

/** Which data is too thin to say, why it matters and what to do. */
export function DataGaps({ data }: { readonly data: ShownAudit['data'] }) {
  const text = useText()
  const numbers = useNumbers()
  const title = text('audit.data')
  const enough = data.filter(({ level }) => level === 'enough').length
  return (
    <Section
      title={title}
      aside={text('audit.enoughOf', { enough: numbers.count(enough), all: numbers.count(data.length) })}
    >
      <Table
        caption={title}
        headings={[
          { label: text('audit.dataWhat') },
          { label: text('audit.dataCount'), align: 'end' },
          { label: text('audit.dataLevel') },
        ]}
      >
        {data.map(({ kind, name, level, word, count, of, todo }) => (
          <tr key={kind}>
            <th scope="row">
              {name}
              {todo !== null && <span className={classes['below']}>{todo}</span>}
            </th>
            <td data-align="end">
              {of === null
                ? numbers.count(count)
                : text('audit.ofDue', { returned: numbers.count(count), due: numbers.count(of) })}
            </td>
            <td className={classes['level']}>
              <Status look={looks[level]} word={word} />
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}
