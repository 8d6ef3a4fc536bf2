import { Menu } from '@mantine/core'
import { useState } from 'react'
import type { SavedDueView } from '../../../../src/insights/contract/due-views.ts'
import { KeyMenu } from '../../../ui/action/KeyMenu.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { useText } from '../../messages/use-text.ts'
import type { DueView } from '../due-view.ts'
import type { Narrow } from '../use-due-filters.ts'
import { shownView, useSavedViews, useViewChanges } from './use-saved-views.ts'
import { ViewNameDialog } from './ViewNameDialog.tsx'

interface SavedViewsProps {
  readonly view: DueView
  readonly onChoose: Narrow
}

/** The reader's own views of the list: choose one, keep this one, name or remove the one that is shown. */
export function SavedViews({ view, onChoose }: SavedViewsProps) {
  const text = useText()
  const views = useSavedViews()
  const { removing } = useViewChanges()
  const [asks, setAsks] = useState<'save' | 'rename' | null>(null)
  const shown = shownView(views, view)
  const choose = ({ filter }: SavedDueView): void => {
    const { tab, type, range, language, sort } = filter
    onChoose({ tab, type, range, language, sort })
  }
  return (
    <>
      <KeyMenu
        label={text('dueList.views')}
        {...(shown ? { shown: shown.name } : {})}
        icon="bookmark"
        combo="KeyV"
      >
        {views.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => choose(one)}
            {...(one === shown ? { rightSection: <Icon name="check" />, 'aria-current': true } : {})}
          >
            {one.name}
          </Menu.Item>
        ))}
        {views.length > 0 && <Menu.Divider />}
        {shown ? (
          <>
            <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => setAsks('rename')}>
              {text('dueList.viewRename')}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="x" />} onClick={() => removing.mutate(shown)}>
              {text('dueList.viewRemove')}
            </Menu.Item>
          </>
        ) : (
          <Menu.Item leftSection={<Icon name="plus" />} onClick={() => setAsks('save')}>
            {text('dueList.viewSave')}
          </Menu.Item>
        )}
      </KeyMenu>
      <ViewNameDialog
        view={view}
        named={asks === 'rename' ? shown : undefined}
        isOpen={asks !== null}
        onClose={() => setAsks(null)}
      />
    </>
  )
}
