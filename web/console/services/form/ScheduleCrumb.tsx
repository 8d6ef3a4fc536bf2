import { Link } from '@tanstack/react-router'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import type { ScheduleTab } from '../services-view.ts'

/** The way back to the list. */
export function ScheduleCrumb({ tab }: { readonly tab: ScheduleTab }) {
  const text = useText()
  return (
    <>
      <Link to={paths.services} search={{ tab } as never}>
        {text('services.title')}
      </Link>
      <Icon name="chevronRight" />
    </>
  )
}
