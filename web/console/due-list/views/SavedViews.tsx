import { Menu } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { SavedDueView } from '../../../../src/insights/contract/due-views.ts'
import { KeyMenu } from '../../../ui/action/KeyMenu.tsx'
import type { ListMenu } from '../../../ui/filter-bar/filter.ts'
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

interface SavedViewsMenu {
  readonly menu: ListMenu
  /** The name of the view that the page shows now. */
  readonly shown: string | undefined
  /** Stands outside of the menu, which closes before it opens. */
  readonly dialog: ReactNode
}

/** The reader's own views of the list: choose one, keep this one, name or remove the one that is shown. */
export function useSavedViewsMenu({ view, onChoose }: SavedViewsProps): SavedViewsMenu {
  const text = useText()
  const views = useSavedViews()
  const { removing } = useViewChanges()
  const [asks, setAsks] = useState<'save' | 'rename' | null>(null)
  const shown = shownView(views, view)
  const choose = ({ filter }: SavedDueView): void => {
    const { tab, type, range, language, sort } = filter
    onChoose({ tab, type, range, language, sort })
  }
  const items = (
    <>
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
    </>
  )
  return {
    menu: { label: text('dueList.views'), combo: 'KeyV', items },
    shown: shown?.name,
    dialog: (
      <ViewNameDialog
        view={view}
        named={asks === 'rename' ? shown : undefined}
        isOpen={asks !== null}
        onClose={() => setAsks(null)}
      />
    ),
  }
}

/** On a wide screen: a button of its own at the end of the tabs. */
export function SavedViewsButton({ menu, shown }: Pick<SavedViewsMenu, 'menu' | 'shown'>) {
  return (
    <KeyMenu
      label={menu.label}
      {...(shown === undefined ? {} : { shown })}
      icon="bookmark"
      combo={menu.combo}
    >
      {menu.items}
    </KeyMenu>
  )
}
