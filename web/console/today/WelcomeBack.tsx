import { Link } from '@tanstack/react-router'
import type { Today } from '../../../src/insights/contract/today.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { Tag } from '../../ui/status/Status.tsx'
import { useText } from '../messages/use-text.ts'
import { PersonName } from '../patients/PersonName.tsx'
import { paths } from '../shell/paths.ts'
import classes from './today.module.css'

/** Who comes today after a long time away. */
export function WelcomeBack({ welcome }: { readonly welcome: Today['welcome'] }) {
  const text = useText()
  const numbers = useNumbers()
  return (
    <Section
      title={text('today.welcome')}
      note={welcome.length > 0 && <Tag>{numbers.count(welcome.length)}</Tag>}
    >
      {welcome.length === 0 ? (
        <p className={classes['nothing']}>{text('today.nobodyBack')}</p>
      ) : (
        <ul className={classes['welcome']}>
          {welcome.map((one) => (
            <li key={one.appointmentId} className={classes['guest']}>
              <span className={classes['guestAt']}>{one.time}</span>
              <div>
                <Link to={paths.patient(one.patientId)} className={classes['guestName']}>
                  <PersonName name={one.patientName} language={null} />
                </Link>
                <div className={classes['guestNote']}>
                  {text('today.monthsAway', { count: one.monthsAway })}
                </div>
                {one.resource && <div className={classes['guestNote']}>{one.resource}</div>}
                {one.isFromRecall && (
                  <div className={classes['guestNote']}>
                    <Icon name="bookmark" className={classes['guestMark']} />
                    {text('today.fromRecallLong')}
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
