import { Menu, useMantineColorScheme } from '@mantine/core'
import type { Session } from '../../../src/clinic/contract.ts'
import { Avatar } from '../../ui/avatar/Avatar.tsx'
import { Icon } from '../../ui/icon/Icon.tsx'
import type { IconName } from '../../ui/icon/icon-paths.ts'
import { MenuGroup } from '../../ui/menu/MenuGroup.tsx'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import type { MessageKey } from '../messages/keys.ts'
import { type Language, languageNames, showLanguage, useShownLanguage } from '../messages/language.ts'
import { useText } from '../messages/use-text.ts'
import { idleWatch } from '../presence/idle.ts'
import classes from './menu.module.css'
import { useProblemText } from './problem-text.ts'

const roleNames: Readonly<Record<Session['staff']['role'], MessageKey>> = {
  owner: 'shell.roleOwner',
  manager: 'shell.roleManager',
  front_desk: 'shell.roleFrontDesk',
  clinician: 'shell.roleClinician',
  read_only: 'shell.roleReadOnly',
}

const schemes: readonly {
  readonly value: 'light' | 'dark' | 'auto'
  readonly label: MessageKey
  readonly icon: IconName
}[] = [
  { value: 'light', label: 'shell.light', icon: 'sun' },
  { value: 'dark', label: 'shell.dark', icon: 'moon' },
  { value: 'auto', label: 'shell.system', icon: 'monitor' },
]

/** The person: role, language, light or dark, the way out. */
export function UserMenu({ staff }: { readonly staff: Session['staff'] }) {
  const text = useText()
  return (
    <Menu position="top-start" width={208}>
      <Menu.Target>
        <button type="button" className={classes['user']} title={text('shell.yourAccount')}>
          <Avatar name={staff.name} />
          <span className={classes['userNames']}>
            <span className={classes['userName']}>{staff.name}</span>
            <span className={classes['role']}>{text(roleNames[staff.role])}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems />
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  )
}

function LanguageItems() {
  const text = useText()
  const problemText = useProblemText()
  const { language } = useShownLanguage()
  const choose = async (wanted: Language): Promise<void> => {
    await showLanguage(wanted)
    try {
      await post('/api/session/language', { language: wanted })
      // Dates come from the server as text: everything on screen is asked for again in the new language.
      await queryClient.invalidateQueries()
    } catch (error) {
      notifyFailed(problemText(error))
    }
  }
  return (
    <MenuGroup label={text('shell.language')}>
      {Object.entries(languageNames).map(([code, name]) => (
        <Menu.Item
          key={code}
          lang={code}
          leftSection={<Icon name="globe" />}
          onClick={() => void choose(code as Language)}
          {...(code === language ? { rightSection: <Icon name="check" />, 'aria-current': true } : {})}
        >
          {name}
        </Menu.Item>
      ))}
    </MenuGroup>
  )
}

function SchemeItems() {
  const text = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <MenuGroup label={text('shell.look')}>
      {schemes.map((scheme) => (
        <Menu.Item
          key={scheme.value}
          leftSection={<Icon name={scheme.icon} />}
          onClick={() => setColorScheme(scheme.value)}
          {...(scheme.value === colorScheme
            ? { rightSection: <Icon name="check" />, 'aria-current': true }
            : {})}
        >
          {text(scheme.label)}
        </Menu.Item>
      ))}
    </MenuGroup>
  )
}

function SignOutItem() {
  const text = useText()
  const problemText = useProblemText()
  const signOut = (): void => {
    post('/api/auth/sign-out').then(
      () => {
        queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
        idleWatch.tellOthers()
        // A full load, so that nothing of the session stays in the memory of this tab.
        window.location.assign('/console/sign-in')
      },
      (error) => notifyFailed(problemText(error)),
    )
  }
  return (
    <Menu.Item leftSection={<Icon name="signOut" />} onClick={signOut}>
      {text('shell.signOut')}
    </Menu.Item>
  )
}
