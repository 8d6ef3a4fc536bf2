import { Link } from '@tanstack/react-router'
import { Icon } from '../../ui/icon/Icon.tsx'
import { useText } from '../messages/use-text.ts'
import { paths } from '../shell/paths.ts'

/** The way back to the list. */
export function CampaignCrumb() {
  const text = useText()
  return (
    <>
      <Link to={paths.campaigns}>{text('campaigns.title')}</Link>
      <Icon name="chevronRight" />
    </>
  )
}
