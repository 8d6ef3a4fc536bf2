import type { ReactNode } from 'react'
import classes from './table.module.css'

interface TableHeading {
  /** Left out: the column of marks, which the columns beside it say in words; one a table. */
  readonly label?: string
  /** Numbers are flush right. */
  readonly align?: 'end'
  /** `grow` takes the room that is left. */
  readonly look?: 'mark' | 'grow'
}

interface TableProps {
  /** Spoken; the section's title usually says it on screen. */
  readonly caption: string
  readonly headings: readonly TableHeading[]
  /** Rows whose cells carry `data-align="end"` and `data-look="mark"` as their headings do. */
  readonly children: ReactNode
}

/** A short table inside a section: no paging, no selection. */
export function Table({ caption, headings, children }: TableProps) {
  return (
    <table className={classes['table']}>
      <caption className="k-unseen">{caption}</caption>
      <thead>
        <tr>
          {headings.map(({ label, align, look }) =>
            label === undefined ? (
              <td key={look} data-look={look} />
            ) : (
              <th key={label} scope="col" data-align={align} data-look={look}>
                {label}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
