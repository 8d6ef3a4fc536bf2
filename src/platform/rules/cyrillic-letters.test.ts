import { expect, test } from 'vitest'
import { inLatin } from './cyrillic-letters.ts'

test.each([
  ['щука', { passport: 'shchuka', polish: 'szczuka', texting: 'schuka' }],
  ['воробьёв', { passport: 'vorobev', polish: 'worobjow', texting: 'vorobёv' }],
  ['юлія', { passport: 'iuliia', polish: 'julija', texting: 'yulіya' }],
  ['объезд 4, kot', { passport: 'obieezd 4, kot', polish: 'obezd 4, kot', texting: 'obezd 4, kot' }],
] as const)('%s is written in Latin letters as %j', (text, ways) => {
  for (const way of ['passport', 'polish', 'texting'] as const) expect(inLatin(text, way)).toBe(ways[way])
})
