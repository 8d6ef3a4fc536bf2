import { Link } from '@tanstack/react-router'
import type { Session } from '../../../src/clinic/contract.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useNumbers } from '../../ui/numbers.ts'
import type { MessageKey } from '../messages/keys.ts'
import { useText } from '../messages/use-text.ts'
import { ClinicName } from './ClinicName.tsx'
import type { ConsolePage, Section } from './console-page.ts'
import classes from './menu.module.css'
import { PaletteButton } from './PaletteButton.tsx'
import { PracticeSystemLine } from './PracticeSystemLine.tsx'
import { UserMenu } from './UserMenu.tsx'

interface MenuProps {
  readonly session: Session
  readonly pages: readonly ConsolePage[]
  /** In the drawer of small screens: closes it once a page is chosen. */
  readonly onChosen?: () => void
}

const sectionTitles: Readonly<Record<Section, MessageKey | undefined>> = {
  top: undefined,
  patients: 'shell.sectionPatients',
  outreach: 'shell.sectionOutreach',
  insights: 'shell.sectionInsights',
  settings: 'shell.sectionSettings',
}

const sections: readonly Section[] = ['top', 'patients', 'outreach', 'insights', 'settings']

/** Clinic, search, the pages that exist, the practice system, the person. */
export function Menu({ session, pages, onChosen }: MenuProps) {
  const text = useText()
  return (
    <div className={classes['menu']}>
      <ClinicName session={session} />
      <PaletteButton {...(onChosen ? { onPressed: onChosen } : {})} />
      <nav className={classes['pages']} aria-label={text('shell.allPages')}>
        {sections.map((section) => (
          <MenuSection
            key={section}
            title={sectionTitles[section]}
            pages={pages.filter((page) => page.section === section && page.isOffMenu !== true)}
            session={session}
            onChosen={onChosen}
          />
        ))}
      </nav>
      <div className={classes['foot']}>
        {session.practiceSystem && <PracticeSystemLine {...session.practiceSystem} />}
        <UserMenu staff={session.staff} />
      </div>
    </div>
  )
}

interface MenuSectionProps {
  readonly title: MessageKey | undefined
  readonly pages: readonly ConsolePage[]
  readonly session: Session
  readonly onChosen: (() => void) | undefined
}

function MenuSection({ title, pages, session, onChosen }: MenuSectionProps) {
  const text = useText()
  if (pages.length === 0) return null
  return (
    <div className={classes['section']}>
      {title && <div className={classes['sectionTitle']}>{text(title)}</div>}
      <ul>
        {pages.map((page) => (
          <li key={page.path}>
            <Link to={page.path} className={classes['link']} onClick={onChosen}>
              <Icon name={page.icon} className={classes['icon']} />
              <span className={classes['name']}>{text(page.label)}</span>
              <Waiting count={page.waiting?.(session) ?? 0} />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Waiting({ count }: { readonly count: number }) {
  const text = useText()
  const numbers = useNumbers()
  if (count === 0) return null
  return (
    <span className={classes['count']}>
      <span aria-hidden="true">{numbers.count(count)}</span>
      <span className="k-unseen">{text('shell.waiting', { count })}</span>
    </span>
  )
}
