import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// Law 3: a module writes its own PostgreSQL schema only. The compiler refuses a foreign write through Kysely; this
// reads what the compiler cannot see: SQL written by hand, and COPY.

const root = fileURLToPath(new URL('../../', import.meta.url))
const schemas = readdirSync(join(root, 'src'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)
const gap = String.raw`(?:\s|--[^\n]*\n)+`
const verbs = [
  `insert${gap}into`,
  `update(?:${gap}only)?`,
  `delete${gap}from(?:${gap}only)?`,
  `merge${gap}into(?:${gap}only)?`,
  `truncate(?:${gap}table)?(?:${gap}only)?`,
  'copy',
].join('|')
const write = new RegExp(String.raw`\b(?:${verbs})${gap}"?(${schemas.join('|')})"?\s*\.\s*"?(\w+)`, 'gi')
// A table named by an object, as copyInto({ table: 'patients.person' }) does.
const named = new RegExp(
  String.raw`\b(?:copyInto|insertInto|updateTable|deleteFrom|mergeInto)\(\s*(?:\{[^}]*?\btable:\s*)?['"\`](${schemas.join('|')})\.(\w+)`,
  'g',
)

/** Each write to a schema that is not the module's own, as `file:line writes schema.table`. */
function foreignWrites(file: string, text: string): readonly string[] {
  const [, module] = /^src\/([^/]+)\//.exec(file) ?? []
  return [write, named].flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([, schema]) => schema?.toLowerCase() !== module)
      .map((match) => {
        const line = text.slice(0, match.index).split('\n').length
        return `${file}:${line} writes ${match[1]?.toLowerCase()}.${match[2]}`
      }),
  )
}

test('no module writes the schema of another', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.gen.ts'))
  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap((file) => foreignWrites(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test.for([
  'sql`insert into patients.person (id) values (1)`',
  'sql`INSERT INTO "patients"."person" (id) select 1`',
  'sql`update patients.person set name = null`',
  'sql`update only patients.person set name = null`',
  'sql`delete from patients . person`',
  'sql`merge into\n  patients.person using staged on true when matched then delete`',
  'sql`truncate table patients.person`',
  'sql`truncate patients.person`',
  'sql`copy patients.person (id) from stdin`',
  'sql`insert into -- here\n patients.person default values`',
  "db.write.insertInto('patients.person')",
  "db.copyInto({ columns: ['id'], table: 'patients.person' }, rows)",
])('a foreign write is found: %s', (text) => {
  expect(foreignWrites('src/recall/planted.ts', `const before = 1\n${text}\n`)).toEqual([
    'src/recall/planted.ts:2 writes patients.person',
  ])
})

test.for([
  'sql`insert into recall.cycle (id) select id from patients.person`',
  'sql`select * from patients.person for update`',
  'sql`update cycle set due = p.due from patients.person p`',
  'sql`delete from recall.cycle using patients.person`',
  'sql`insert into staged select * from patients.person`',
])('reading another schema and writing one’s own is allowed: %s', (text) => {
  expect(foreignWrites('src/recall/planted.ts', text)).toEqual([])
})
