import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrationsFolder, readMigrations } from '../../platform/db/migrate.ts'

// npm run db:new -- <name>: the next numbered migration, empty.
const name = process.argv[2]
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('usage: npm run db:new -- name_in_words\n')
  process.exitCode = 2
} else {
  const next = (await readMigrations()).length + 1
  const file = `${String(next).padStart(4, '0')}_${name}.sql`
  await writeFile(join(migrationsFolder, file), '-- Forward only. Say why this is needed.\n', { flag: 'wx' })
  process.stdout.write(`migrations/${file}\n`)
}
