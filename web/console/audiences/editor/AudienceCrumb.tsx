import { Link } from '@tanstack/react-router'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'

/** The way back to the list. */
export function AudienceCrumb() {
  const text = useText()
  return (
    <>
      <Link to={paths.audiences}>{text('audienceList.title')}</Link>
      <Icon name="chevronRight" />
    </>
  )
}
