import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// Law 14: SQL reads no clock; the use case passes one `now`. Two clocks in one transaction would disagree, and simulated
// time would see the real one. Whoever notes when a migration ran, or compares the clocks, has to read the database's.

const root = fileURLToPath(new URL('../../', import.meta.url))
const mayRead = ['src/platform/db/migrate.ts', 'src/main/commands/doctor.ts']
const clocks =
  /(?<![.\w])now\s*\(\s*\)|\b(?:clock|statement|transaction)_timestamp\b|\b(?:current_(?:date|time|timestamp)|localtime(?:stamp)?)\b|\btimeofday\s*\(/gi

function clocksRead(file: string, text: string): readonly string[] {
  const sql = file.endsWith('.sql')
    ? [{ at: 0, text: text.replace(/--[^\n]*/g, '') }]
    : [...text.matchAll(/\bsql(?:<[^`]*?>)?`((?:[^`\\]|\\.)*)`|'([^'\n]*)'|"([^"\n]*)"/gs)].map((match) => ({
        at: match.index,
        text: match[1] ?? match[2] ?? match[3] ?? '',
      }))
  return sql.flatMap((part) =>
    [...part.text.matchAll(clocks)].map((match) => {
      const line = text.slice(0, part.at + match.index).split('\n').length
      return `${file}:${line} reads ${match[0].toLowerCase()}`
    }),
  )
}

test('no SQL reads a clock', () => {
  const files = ['src', 'migrations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.(ts|sql)$/.test(path) && !/\.(test|gen)\.ts$/.test(path)),
  )
  expect(files.length).toBeGreaterThan(100)
  const found = files
    .filter((file) => !mayRead.includes(file))
    .flatMap((file) => clocksRead(file, readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
})

test.for([
  ['sql`select * from recall.cycle where due <= now()`', 'now()'],
  ['sql<{ a: string }>`select clock_timestamp() as a`', 'clock_timestamp'],
  ['sql`where d.day = CURRENT_DATE`', 'current_date'],
  ["client.query('select localtimestamp')", 'localtimestamp'],
] as const)('a clock is found: %s', ([text, clock]) => {
  expect(clocksRead('src/recall/planted.ts', `const before = 1\n${text}\n`)[0]).toContain(clock)
})

test.for([
  "client.query('select $1', [clock.now()])",
  'const now = clock.now()',
  'sql`select current_setting(1)`',
])('asking our own clock is allowed: %s', (text) => {
  expect(clocksRead('src/recall/planted.ts', text)).toEqual([])
})
