import type { ReactNode } from 'react'
import classes from './section.module.css'

interface SectionProps {
  readonly title?: string
  /** A figure, a link or a note at the right end of the title. */
  readonly aside?: ReactNode
  /** A quiet note right after the title: “since yesterday 18:00”. */
  readonly note?: ReactNode
  /** `quiet` is for side panels: the title is small and grey. */
  readonly look?: 'normal' | 'quiet'
  readonly level?: 2 | 3
  readonly children: ReactNode
}

/** A part of a page or panel. Rules divide sections; there are no cards inside the sheet. */
export function Section({ title, aside, note, look = 'normal', level = 2, children }: SectionProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classes['section']} data-look={look} aria-label={title}>
      {(title || aside) && (
        <div className={classes['head']}>
          <div className={classes['titles']}>
            {title && <Heading className={classes['title']}>{title}</Heading>}
            {note && <span className={classes['note']}>{note}</span>}
          </div>
          {aside && <div className={classes['aside']}>{aside}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
