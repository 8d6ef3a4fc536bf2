import { expect, test } from 'vitest'
import { clusterPlaces, defaultDataDir } from './cluster-places.ts'

const ordinary = {
  platform: 'linux',
  isRoot: false,
  home: '/home/ewa',
  xdgDataHome: undefined,
  localAppData: undefined,
} as const

test.for([
  ['an ordinary user keeps the data in the home', ordinary, '/home/ewa/.local/share/kembali'],
  ['XDG_DATA_HOME is respected', { ...ordinary, xdgDataHome: '/data' }, '/data/kembali'],
  [
    'a relative XDG_DATA_HOME is ignored',
    { ...ordinary, xdgDataHome: 'data' },
    '/home/ewa/.local/share/kembali',
  ],
  ['root keeps it outside its closed home', { ...ordinary, isRoot: true, home: '/root' }, '/var/lib/kembali'],
] as const)('%s', ([, host, expected]) => {
  expect(defaultDataDir(host)).toBe(expected)
})

test('the socket lies in the data folder while its path fits into a socket address', () => {
  expect(clusterPlaces('/var/lib/kembali').socketFolder).toBe('/var/lib/kembali/run')
})

test('a long data folder gets a short socket folder of its own, always the same', () => {
  const long = `/home/${'ż'.repeat(50)}`
  const { socketFolder } = clusterPlaces(long)
  expect(socketFolder).toMatch(/^\/tmp\/kembali-[0-9a-f]{16}$/)
  expect(clusterPlaces(long).socketFolder).toBe(socketFolder)
  expect(clusterPlaces(`${long}2`).socketFolder).not.toBe(socketFolder)
})
