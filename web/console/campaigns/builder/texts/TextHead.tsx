import { Button } from '@mantine/core'
import { Icon } from '../../../../ui/icon/Icon.tsx'
import { Tag } from '../../../../ui/status/Status.tsx'
import { useText } from '../../../messages/use-text.ts'
import classes from './texts.module.css'

interface TextHeadProps {
  readonly isOwn: boolean
  readonly onReset: () => void
}

/** Whose words these are, and the way back to the suggested ones. */
export function TextHead({ isOwn, onReset }: TextHeadProps) {
  const text = useText()
  return (
    <div className={classes['head']}>
      {isOwn ? (
        <>
          <Tag>{text('campaigns.ownText')}</Tag>
          <Button variant="subtle" size="xs" leftSection={<Icon name="undo" />} onClick={onReset}>
            {text('campaigns.backToSuggested')}
          </Button>
        </>
      ) : (
        <span>{text('campaigns.suggestedText')}</span>
      )}
    </div>
  )
}
