import type { CSSProperties } from 'react'
import type { ShownAudit } from '../../../src/insights/contract/audit-page.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { Table } from '../../ui/table/Table.tsx'
import { useSession } from '../api/session.ts'
import { useText } from '../messages/use-text.ts'
import classes from './audit.module.css'

type LapsedFacts = ShownAudit['lapsed']
type Band = LapsedFacts['byAway'][number]

interface LapsedProps {
  readonly lapsed: LapsedFacts
}

/** Who has drifted away: by time since the last visit, and by time overdue. */
export function LapsedBands({ lapsed }: LapsedProps) {
  const text = useText()
  const title = text('audit.lapsed')
  if (lapsed.patients === 0) {
    return (
      <Section title={title}>
        <p className={classes['quiet']}>{text('audit.nobodyLapsed')}</p>
      </Section>
    )
  }
  const most = Math.max(...[...lapsed.byAway, ...lapsed.byOverdue].map(({ patients }) => patients), 1)
  return (
    <Section title={title} aside={text('audit.patients', { count: lapsed.patients })}>
      <BandTable caption={text('audit.byTimeAway')} rows={lapsed.byAway} most={most} />
      <BandTable caption={text('audit.byOverdue')} rows={lapsed.byOverdue} most={most} />
      <p className={classes['note']}>
        {text('audit.bothHalves')} {text('audit.withoutValue', { count: lapsed.withoutValue })}
      </p>
    </Section>
  )
}

interface BandTableProps {
  readonly caption: string
  readonly rows: readonly Band[]
  /** Patients of the longest bar. */
  readonly most: number
}

function BandTable({ caption, rows, most }: BandTableProps) {
  const text = useText()
  const numbers = useNumbers()
  return (
    <div className={classes['bands']}>
      <Table
        caption={caption}
        headings={[
          { label: caption },
          { look: 'grow' },
          { label: text('audit.patientsHeading'), align: 'end' },
          { label: text('audit.yearly'), align: 'end' },
        ]}
      >
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className={classes['band']}>
              {row.name}
            </th>
            <td data-look="grow">
              <span
                className={classes['bar']}
                style={{ '--share': row.patients / most } as CSSProperties}
                aria-hidden="true"
              />
            </td>
            <td data-align="end">
              {row.patients === 0 ? text('audit.nobody') : <b>{numbers.count(row.patients)}</b>}
            </td>
            <YearlyCell row={row} />
          </tr>
        ))}
      </Table>
    </div>
  )
}

/** Lapsed patients by the quarter of all patients they are in, by what they bring. */
export function LapsedByValue({ lapsed: { byQuarter, patients } }: LapsedProps) {
  const text = useText()
  const numbers = useNumbers()
  const title = text('audit.byValue')
  if (patients === 0) return null
  if (byQuarter === null) {
    return (
      <Section title={title}>
        <p className={classes['quiet']}>{text('audit.valueThin')}</p>
      </Section>
    )
  }
  return (
    <Section title={title}>
      <Table
        caption={title}
        headings={[
          { label: text('audit.quarter') },
          { label: text('audit.patientsHeading'), align: 'end' },
          { label: text('audit.yearly'), align: 'end' },
        ]}
      >
        {byQuarter.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td data-align="end">
              {row.patients === 0 ? text('audit.nobody') : <b>{numbers.count(row.patients)}</b>}
            </td>
            <YearlyCell row={row} />
          </tr>
        ))}
      </Table>
      <p className={classes['note']}>{text('audit.quarterNote')}</p>
    </Section>
  )
}

/** Lapsed patients by the definitions for this kind of practice; one may be in several. */
export function LapsedByDefinition({ lapsed: { byDefinition, patients } }: LapsedProps) {
  const text = useText()
  const numbers = useNumbers()
  const title = text('audit.byDefinition')
  const met = byDefinition.filter((row) => row.patients > 0)
  if (patients === 0 || met.length === 0) return null
  return (
    <Section title={title}>
      <Table
        caption={title}
        headings={[
          { label: text('audit.definition') },
          { label: text('audit.patientsHeading'), align: 'end' },
        ]}
      >
        {met.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td data-align="end">
              <b>{numbers.count(row.patients)}</b>
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}

function YearlyCell({ row }: { readonly row: Pick<Band, 'patients' | 'yearlyMinor'> }) {
  const text = useText()
  const numbers = useNumbers()
  const { currency } = useSession().clinic
  return (
    <td data-align="end">
      {row.patients > 0 &&
        (row.yearlyMinor === null
          ? text('audit.notKnown')
          : numbers.money(row.yearlyMinor, currency, 'headline'))}
    </td>
  )
}
