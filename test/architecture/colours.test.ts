import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const web = fileURLToPath(new URL('../../web', import.meta.url))
const files = globSync('{ui,console}/**/*.{css,ts,tsx,html,svg}', { cwd: web })
const sources: Readonly<Record<string, string>> = Object.fromEntries(
  files.map((file) => [file, readFileSync(join(web, file), 'utf8')]),
)
const mayHoldColours = ['ui/tokens.css', 'ui/theme.ts']
const hexColour = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b/gi
const tokens = readFileSync(join(web, 'ui/tokens.css'), 'utf8')

test('colours are written in tokens.css and theme.ts only', () => {
  const found = Object.entries(sources)
    .filter(([file]) => !mayHoldColours.includes(file))
    .flatMap(([file, text]) => (text.match(hexColour) ?? []).map((colour) => `${file}: ${colour}`))
  expect(found).toEqual([])
})

test('every variable that is used is a token', () => {
  const known = new Set(tokens.match(/--k-[\w-]+(?=:)/g))
  const used = Object.entries(sources).flatMap(([file, text]) =>
    (text.match(/(?<=var\()--k-[\w-]+/g) ?? []).map((name) => ({ file, name })),
  )
  expect(used.length).toBeGreaterThan(100)
  expect(used.filter(({ name }) => !known.has(name))).toEqual([])
})

function scheme(opening: string): Map<string, string> {
  const block = tokens.slice(tokens.indexOf(opening)).split('}')[0] ?? ''
  return new Map(
    [...block.matchAll(/(--k-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const pairs: readonly [string, string, number][] = [
  ['text-1', 'surface', 7],
  ['text-2', 'surface', 7],
  ['text-3', 'surface', 4.5],
  ['text-3', 'sunken', 4.5],
  ['text-3', 'canvas', 4.5],
  ['text-2', 'brand-soft', 4.5],
  ['brand-text', 'brand-soft', 4.5],
  ['on-brand', 'brand', 4.5],
  ['on-brand', 'brand-hover', 4.5],
  ['on-bad', 'bad', 4.5],
  ['on-bad', 'bad-hover', 4.5],
  ['ok', 'ok-soft', 4.5],
  ['warn', 'warn-soft', 4.5],
  ['bad', 'bad-soft', 4.5],
  ['info', 'info-soft', 4.5],
  ['control', 'surface', 3],
  ['brand', 'surface', 3],
]

test.each([
  ['light', ':root {'],
  ['dark', ':root[data-mantine-color-scheme="dark"] {'],
])('text and controls can be told from their ground in the %s scheme', (_name, opening) => {
  const colours = scheme(opening)
  for (const [text, ground, least] of pairs) {
    const [one, other] = [colours.get(`--k-${text}`), colours.get(`--k-${ground}`)]
    if (!(one && other)) throw new Error(`${text} or ${ground} is not a token`)
    expect(contrast(one, other), `${text} on ${ground}`).toBeGreaterThanOrEqual(least)
  }
})
