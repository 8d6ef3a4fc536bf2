import { expect, it } from 'vitest'
import { opensElsewhere } from './opens-elsewhere.ts'

it.each([
  ['https://clinic.example', true],
  ['http://clinic.example:8080/kembali', true],
  ['https://10.example.pl', true],
  ['http://203.0.113.7:4480', true],
  ['http://[2001:db8::7]:4480', true],
  ['http://127.0.0.1:4480', false],
  ['http://localhost:4480', false],
  ['http://0.0.0.0:4480', false],
  ['http://192.168.1.20:4480', false],
  ['http://172.20.0.2', false],
  ['http://172.40.0.2', true],
  ['http://100.100.1.1', false],
  ['http://reception-pc:4480', false],
  ['http://kembali.local', false],
  ['http://[::1]:4480', false],
  ['http://[fd00::2]:4480', false],
  ['', false],
])('a link to %s opens on a patient’s telephone: %s', (address, opens) => {
  expect(opensElsewhere(address)).toBe(opens)
})
