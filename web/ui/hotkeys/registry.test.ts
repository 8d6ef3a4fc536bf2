import { expect, test } from 'vitest'
import type { HotkeyCombo, Pressed } from './keys.ts'
import { HotkeyRegistry, type PressPlace } from './registry.ts'

const page: PressPlace = { isTyping: false, isDialogOpen: false }

function key(code: string, more: Partial<Pressed> = {}): Pressed {
  const key = code.replace(/^Key/, '').toLowerCase()
  return { code, key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }
}

function keyboard(stored: string | null = null) {
  const memory = new Map(stored === null ? [] : [['kembali.hotkeys', stored]])
  const registry = new HotkeyRegistry({
    getItem: (name) => memory.get(name) ?? null,
    setItem: (name, value) => memory.set(name, value),
  })
  const heard: string[] = []
  const add = (combo: HotkeyCombo, name: string, more = {}) =>
    registry.add({
      combo,
      label: name,
      run: () => heard.push(name),
      whileTyping: false,
      inDialog: false,
      ...more,
    })
  return { registry, memory, heard, add }
}

test('a key works by its place, whatever the layout prints on it', () => {
  const { registry, heard, add } = keyboard()
  add('KeyJ', 'down')
  expect(registry.press(key('KeyJ', { key: 'о' }), page)).toBe(true)
  expect(heard).toEqual(['down'])
})

test('a slash and a question mark are found by what is printed, because layouts move them', () => {
  const { registry, heard, add } = keyboard()
  add('Slash', 'search')
  add('Question', 'help')
  registry.press(key('Backslash', { key: '/', shiftKey: true }), page)
  registry.press(key('Digit7', { key: '?', shiftKey: true }), page)
  expect(heard).toEqual(['search', 'help'])
})

test('typing silences letters but not combinations that ask to be heard', () => {
  const { registry, heard, add } = keyboard()
  add('KeyJ', 'down')
  add('Ctrl+Enter', 'send', { whileTyping: true })
  registry.press(key('KeyJ'), { isTyping: true, isDialogOpen: false })
  registry.press(key('Enter', { ctrlKey: true }), { isTyping: true, isDialogOpen: false })
  expect(heard).toEqual(['send'])
})

test('an open dialog hears its own keys only', () => {
  const { registry, heard, add } = keyboard()
  add('KeyJ', 'row')
  add('KeyB', 'book', { inDialog: true })
  const dialog = { isTyping: false, isDialogOpen: true }
  registry.press(key('KeyJ'), dialog)
  registry.press(key('KeyB'), dialog)
  expect(heard).toEqual(['book'])
})

test('G and then D is one chord, and D alone is not', () => {
  const { registry, heard, add } = keyboard()
  add('KeyG KeyD', 'due list')
  registry.press(key('KeyD'), page)
  expect(heard).toEqual([])
  registry.press(key('KeyG'), page)
  expect(registry.press(key('KeyD'), page)).toBe(true)
  expect(heard).toEqual(['due list'])
})

test('a chord that comes to nothing still gives its second key away', () => {
  const { registry, heard, add } = keyboard()
  add('KeyG KeyD', 'due list')
  add('KeyX', 'select')
  registry.press(key('KeyG'), page)
  registry.press(key('KeyX'), page)
  expect(heard).toEqual(['select'])
})

test('the newest registration of a key wins and gives it back', () => {
  const { registry, heard, add } = keyboard()
  add('Escape', 'page')
  const remove = add('Escape', 'panel')
  registry.press(key('Escape'), page)
  remove()
  registry.press(key('Escape'), page)
  expect(heard).toEqual(['panel', 'page'])
})

test('switched off, letters rest, Ctrl goes on, and the choice is remembered', () => {
  const { registry, memory, heard, add } = keyboard()
  add('KeyJ', 'down')
  add('Ctrl+KeyK', 'palette', { whileTyping: true })
  registry.switch(false)
  registry.press(key('KeyJ'), page)
  registry.press(key('KeyK', { metaKey: true }), page)
  expect(heard).toEqual(['palette'])
  expect(memory.get('kembali.hotkeys')).toBe('off')
  expect(keyboard('off').registry.isOn()).toBe(false)
})

test('Alt and Shift combinations are left to the browser', () => {
  const { registry, add } = keyboard()
  add('KeyJ', 'down')
  expect(registry.press(key('KeyJ', { altKey: true }), page)).toBe(false)
  expect(registry.press(key('KeyJ', { shiftKey: true }), page)).toBe(false)
})
