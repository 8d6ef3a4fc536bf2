import { expect, it } from 'vitest'
import { secretNameOf, secretPrefix } from './secret-place.ts'

it('a clinic names secrets for channels only, and where there are several each names its own', () => {
  expect(secretNameOf(secretPrefix('k3x', true), ' SMS ')).toBe('channel_sms')
  expect(secretNameOf(secretPrefix('K3x', false), 'sms')).toBe('channel_k3x_sms')
})

it.each(['', ' ', 'a b', '../x', 'sms-1', 'ż', 'x'.repeat(41)])('"%s" is no name of a secret', (typed) => {
  expect(secretNameOf('channel_', typed)).toBeNull()
})
