import { Link } from '@tanstack/react-router'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'

/** The way back to the list. */
export function TypesCrumb() {
  const text = useText()
  return (
    <>
      <Link to={paths.recallTypes}>{text('recallTypes.title')}</Link>
      <Icon name="chevronRight" />
    </>
  )
}
