import { Icon } from '../../../../ui/icon/Icon.tsx'
import { StatusShape } from '../../../../ui/status/StatusShape.tsx'
import { useText } from '../../../messages/use-text.ts'

interface OwnMarkProps {
  readonly isOwn: boolean
  readonly hasFault: boolean
}

/** Beside the name of a text: that the clinic wrote it, or that it cannot be sent like this. */
export function OwnMark({ isOwn, hasFault }: OwnMarkProps) {
  const text = useText()
  if (hasFault) return <StatusShape shape="cross" hue="bad" label={text('campaigns.textHasFault')} />
  if (!isOwn) return null
  return (
    <>
      <Icon name="pencil" />
      <span className="k-unseen">{text('campaigns.ownText')}</span>
    </>
  )
}
