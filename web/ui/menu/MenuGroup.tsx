import type { ReactNode } from 'react'
import classes from './menu.module.css'

interface MenuGroupProps {
  readonly label: string
  readonly children: ReactNode
}

/** Items of a Mantine `Menu` under a heading that belongs to them for the ear as well. */
export function MenuGroup({ label, children }: MenuGroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a menu
    <div role="group" aria-label={label}>
      <div className={classes['label']} aria-hidden="true">
        {label}
      </div>
      {children}
    </div>
  )
}
