import { useDelayed } from '../../ui/data-table/use-delayed.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useWord } from '../../ui/words.ts'
import { useText } from '../messages/use-text.ts'
import classes from './today.module.css'

const rows = [58, 46, 62, 50, 55]
const lines = [70, 54, 62]

/** The page to come, its headings already real; shown only when loading takes long enough to notice. */
export function TodaySkeleton() {
  const text = useText()
  const word = useWord()
  const isLate = useDelayed(true)
  if (!isLate) return null
  return (
    <div className={classes['columns']} aria-busy="true">
      <div className={classes['main']}>
        <span className="k-unseen" role="status">
          {word('loading')}
        </span>
        <div aria-hidden="true" className={classes['workBones']}>
          {rows.map((width) => (
            <div key={width} className={classes['boneRow']}>
              <Bone width={12} />
              <Bone width={width} />
            </div>
          ))}
        </div>
        <Section title={text('today.byItself')}>
          <Bone width={80} />
        </Section>
      </div>
      <div className={classes['aside']}>
        <Bones title={text('today.welcome')} />
        <Bones title={text('today.chairs')} />
        <Bones title={text('today.recalled')} />
      </div>
    </div>
  )
}

function Bones({ title }: { readonly title: string }) {
  return (
    <Section title={title}>
      {lines.map((width) => (
        <Bone key={width} width={width} />
      ))}
    </Section>
  )
}

function Bone({ width }: { readonly width: number }) {
  return <span className={classes['bone']} style={{ width: `${width}%` }} />
}
