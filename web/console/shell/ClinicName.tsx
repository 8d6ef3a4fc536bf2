import { Menu } from '@mantine/core'
import type { Session } from '../../../src/clinic/contract.ts'
import { Icon } from '../../ui/icon/Icon.tsx'
import { notifyFailed } from '../../ui/notify/Notify.tsx'
import { post } from '../api/client.ts'
import { useText } from '../messages/use-text.ts'
import { Mark } from './Mark.tsx'
import classes from './menu.module.css'
import { useProblemText } from './problem-text.ts'

/** The clinic of this session; who works in several changes it here. */
export function ClinicName({ session }: { readonly session: Session }) {
  const text = useText()
  const problemText = useProblemText()
  const { clinic, clinics } = session
  if (clinics.length < 2) {
    return (
      <div className={classes['clinic']}>
        <Mark />
        <span className={classes['clinicName']}>{clinic.name}</span>
      </div>
    )
  }
  const change = (clinicId: string): void => {
    // Everything on screen belongs to the other clinic: begin afresh rather than mend it piece by piece.
    post('/api/session/clinic', { clinicId }).then(
      () => window.location.assign('/console/'),
      (error) => notifyFailed(problemText(error)),
    )
  }
  return (
    <Menu position="bottom-start" width={208}>
      <Menu.Target>
        <button
          type="button"
          className={`${classes['clinic']} ${classes['clinicButton']}`}
          aria-label={`${clinic.name}. ${text('shell.chooseClinic')}`}
        >
          <Mark />
          <span className={classes['clinicName']}>{clinic.name}</span>
          <Icon name="chevronsUpDown" className={classes['quiet']} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {clinics.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => change(one.id)}
            {...(one.id === clinic.id ? { rightSection: <Icon name="check" />, 'aria-current': true } : {})}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
