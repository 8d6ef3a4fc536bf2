import type { Locator, Page } from 'playwright-core'

/** A person at the console: how they press, choose and write, always as the browser gets it from a hand. */
export interface Hand {
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>
  /** Presses a button among others of a toolbar, where the keyboard goes by arrows. */
  pressIn(toolbar: Locator, target: Locator): Promise<void>
  /** Chooses one of a group of radios. */
  choose(group: Locator, target: Locator): Promise<void>
  write(field: Locator, text: string): Promise<void>
}

export const mouse: Hand = {
  press: (target) => target.click(),
  pressIn: (_, target) => target.click(),
  choose: (_, target) => target.click(),
  write: async (field, text) => {
    await field.click()
    await field.page().keyboard.type(text)
  },
}

/** Nothing gets the focus but by a key that was pressed. */
export const keyboard: Hand = {
  press: async (target) => {
    await reach(target)
    await target.page().keyboard.press('Enter')
  },
  pressIn: async (toolbar, target) => {
    await reach(target, toolbar)
    await target.page().keyboard.press('Enter')
  },
  choose: async (group, target) => {
    await reach(target, group)
    if (!(await target.isChecked())) await target.page().keyboard.press('Space')
  },
  write: async (field, text) => {
    await reach(field)
    await field.page().keyboard.type(text)
  },
}

const mostKeys = 120

/** By Tab from wherever the focus is, and by arrows inside the group. */
async function reach(target: Locator, group?: Locator): Promise<void> {
  const page = target.page()
  await target.waitFor()
  for (let keys = 0; keys < mostKeys; keys += 1) {
    if (await isFocused(page, target)) return
    const isInside = group !== undefined && (await isFocused(page, group.locator('*')))
    await page.keyboard.press(isInside ? 'ArrowRight' : 'Tab')
  }
  throw new Error(`${mostKeys} keys did not reach ${String(target)}`)
}

async function isFocused(page: Page, target: Locator): Promise<boolean> {
  return (await target.and(page.locator(':focus')).count()) > 0
}
