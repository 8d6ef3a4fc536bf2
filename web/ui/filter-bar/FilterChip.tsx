import { Menu } from '@mantine/core'
import { Icon } from '../icon/Icon.tsx'
import { useWord } from '../words.ts'
import type { Filter } from './filter.ts'
import classes from './filter-bar.module.css'

/** A filter that is on: a click changes its value, the cross takes it away. */
export function FilterChip({ filter }: { readonly filter: Filter }) {
  const word = useWord()
  const chosen = filter.choices.find((choice) => choice.value === filter.value)?.label ?? filter.value
  return (
    <span className={classes['chip']}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes['chipValue']}>
            {filter.label} <b>{chosen}</b>
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes['menu']}>
          {filter.choices.map((choice) => (
            <Menu.Item
              key={choice.value}
              onClick={() => filter.onChange(choice.value)}
              {...(choice.value === filter.value
                ? { rightSection: <Icon name="check" />, 'aria-current': true }
                : {})}
            >
              {choice.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <button
        type="button"
        className={classes['chipRemove']}
        aria-label={word('removeFilter', { filter: `${filter.label} ${chosen ?? ''}` })}
        onClick={() => filter.onChange(undefined)}
      >
        <Icon name="x" />
      </button>
    </span>
  )
}
