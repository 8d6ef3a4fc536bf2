import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { configKeys } from '../../platform/config/keys.ts'
import { printSchema } from '../../platform/db/catalogue/print-schema.ts'
import { printTableTypes } from '../../platform/db/catalogue/print-table-types.ts'
import { readCatalogue } from '../../platform/db/catalogue/read-catalogue.ts'
import { openEmbeddedCluster } from '../../platform/db/embedded/open-embedded-cluster.ts'
import { migrate } from '../../platform/db/migrate.ts'
import { type Connection, openLibraryPool } from '../../platform/db/pool.ts'

// npm run gen: writes what is derived from a source, so that `git diff --exit-code` shows when somebody forgot to.
const root = fileURLToPath(new URL('../../../', import.meta.url))

// Not os.tmpdir(): when root runs this, the system user of PostgreSQL must be able to reach the folder.
const folder = await mkdtemp('/tmp/kembali-gen-')
await chmod(folder, 0o711)
const cluster = await openEmbeddedCluster({ dataDir: join(folder, 'data'), fast: true })
try {
  await migrate(cluster.connection)
  await writeFromCatalogue(cluster.connection)
} finally {
  await cluster.close()
  await rm(folder, { recursive: true, force: true })
}
await mkdir(join(root, 'docs'), { recursive: true })
await writeFile(join(root, 'docs', 'configuration.md'), configurationPage())

async function writeFromCatalogue(connection: Connection): Promise<void> {
  const pool = openLibraryPool(connection, 'public')
  const client = await pool.connect()
  const catalogue = await readCatalogue(client)
  client.release()
  await pool.end()
  await writeFile(join(root, 'migrations', 'schema.sql'), printSchema(catalogue))
  await writeFile(join(root, 'src', 'platform', 'db', 'tables.gen.ts'), printTableTypes(catalogue))
}

function configurationPage(): string {
  const rows = Object.entries(configKeys).map(([key, { about }]) => `| \`${key}\` | ${about} |`)
  return [
    '# Settings',
    '',
    'Read from the environment when a command starts and checked before anything runs. Printed by `npm run gen` from `src/platform/config/keys.ts`.',
    '',
    '| key | what it does |',
    '|---|---|',
    ...rows,
    '| `KEMBALI_SECRET_<NAME>` | A named secret (carrier or mail password); accounts name it, the database never holds it. |',
    '',
  ].join('\n')
}
