import { expect, test } from 'vitest'
import { type HotkeyCombo, keyCaps } from './keys.ts'

const words = { ctrl: 'Ctrl', esc: 'Esc' }

test.each<[HotkeyCombo, string[]]>([
  ['KeyJ', ['J']],
  ['Digit3', ['3']],
  ['Enter', ['↵']],
  ['Escape', ['Esc']],
  ['Question', ['?']],
  ['Ctrl+Enter', ['Ctrl ↵']],
  ['Ctrl+KeyZ', ['Ctrl Z']],
  ['KeyG KeyD', ['G', 'D']],
])('%s is drawn as %j', (combo, caps) => {
  expect(keyCaps(combo, words)).toEqual(caps)
})
