import { type ReactNode, useEffect } from 'react'
import { type PageTab, PageTabs } from './PageTabs.tsx'
import classes from './page.module.css'

interface PageProps {
  /** The page's only h1 and the tab title of the browser. */
  readonly title: string
  /** Language of the title when it is a name or a text of its own, for screen readers. */
  readonly titleLang?: string
  /** What leads back, usually a link to the list: “Campaigns ›”. */
  readonly crumb?: ReactNode
  /** An avatar before the title. */
  readonly lead?: ReactNode
  /** A tag or a status after the title. */
  readonly state?: ReactNode
  /** A quiet line after the title (a date), or below it when `lead` is there. */
  readonly note?: ReactNode
  /** At most three buttons, one of them filled. */
  readonly actions?: ReactNode
  readonly tabs?: readonly PageTab[]
  readonly tab?: string
  readonly onTab?: (value: string) => void
  /** At the right end of the tab row. */
  readonly tabsEnd?: ReactNode
  /** Notices over everything else (partial data, a refused booking). */
  readonly notice?: ReactNode
  readonly filters?: ReactNode
  /** A `SidePanel`: a column at 1280 px and more, a drawer below. */
  readonly panel?: ReactNode
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** The anatomy of every page: header 56 px, tabs 38 px, filters, body with side panel, foot. */
export function Page(props: PageProps) {
  const { title, tabs, tab, onTab } = props
  useEffect(() => {
    document.title = `${title} · Kembali`
  }, [title])
  return (
    <div className={classes['page']}>
      <PageHeader {...props} />
      {tabs && tab !== undefined && onTab && (
        <PageTabs tabs={tabs} tab={tab} onTab={onTab} end={props.tabsEnd} />
      )}
      {props.notice && <div className={classes['notice']}>{props.notice}</div>}
      {props.filters}
      <div className={classes['middle']}>
        <div className={classes['body']}>{props.children}</div>
        {props.panel}
      </div>
      {props.footer}
    </div>
  )
}

function PageHeader(props: PageProps) {
  const { crumb, lead, title, titleLang, state, note, actions } = props
  return (
    <header className={classes['header']} data-tall={lead !== undefined} data-tabs={props.tabs !== undefined}>
      {lead}
      <div className={classes['titles']}>
        <div className={classes['titleLine']}>
          {crumb && <span className={classes['crumb']}>{crumb}</span>}
          <h1 className={classes['title']} lang={titleLang}>
            {title}
          </h1>
          {state}
          {!lead && note && <span className={classes['note']}>{note}</span>}
        </div>
        {lead && note && <div className={classes['note']}>{note}</div>}
      </div>
      {actions && <div className={classes['actions']}>{actions}</div>}
    </header>
  )
}
