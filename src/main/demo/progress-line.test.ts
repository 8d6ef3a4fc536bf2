import { describe, expect, it } from 'vitest'
import { progressLine } from './progress-line.ts'

function written(
  isWatched: boolean,
  work: (line: ReturnType<typeof progressLine>) => void,
): readonly string[] {
  const texts: string[] = []
  const keep = (text: string): void => void texts.push(text)
  work(progressLine({ isWatched, redraw: keep, line: (text) => keep(`${text}\n`) }))
  return texts
}

describe('the progress of the demo', () => {
  it('is a plain line for each tenth where nobody watches', () => {
    const texts = written(false, (line) => {
      for (let step = 0; step <= 40; step += 1) line.show(`simulated months: day ${step}`, step / 40)
      line.end()
    })
    expect(texts).toHaveLength(11)
    expect(texts[0]).toBe('  0 %  simulated months: day 0\n')
    expect(texts.at(-1)).toBe('100 %  simulated months: day 40\n')
  })

  it('redraws one line in a terminal and leaves nothing of it', () => {
    const texts = written(true, (line) => {
      line.show('records of five years', 0.5)
      line.show('simulated months: 2026-06-01', 0.1)
      line.end()
    })
    expect(texts[0]).toMatch(/^\r█{15}░{15} {2}50 % {2}records of five years$/)
    expect(texts.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
    expect(texts.at(-1)).toMatch(/^\r +\r$/)
  })
})
