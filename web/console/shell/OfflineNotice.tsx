import { useNetwork } from '@mantine/hooks'
import { Notice } from '../../ui/states/Notice.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './shell.module.css'

/** Says that the connection is gone, and what that means for what is being typed. */
export function OfflineNotice() {
  const text = useText()
  const { online } = useNetwork()
  if (online) return null
  return (
    <div className={classes['offline']}>
      <Notice tone="attention" title={text('shell.offline')}>
        {text('shell.offlineHelp')}
      </Notice>
    </div>
  )
}
