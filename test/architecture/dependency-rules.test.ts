import { execFile } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const configuration = '.dependency-cruiser.mjs'

interface Plant {
  readonly file: string
  readonly imports: string
  readonly typeOnly?: boolean
}

const { default: config }: { default: { forbidden: { name: string; comment: string }[] } } = await import(
  pathToFileURL(join(root, configuration)).href
)
const ruleNames = config.forbidden.map((rule) => rule.name)
const modules = ruleNames.flatMap((name) =>
  name.startsWith('direction-') ? [name.slice('direction-'.length)] : [],
)

/** One forbidden import for each rule, in a file of its own. Directions are planted from each module to its neighbour. */
const plants: Readonly<Record<string, readonly Plant[]>> = {
  ...Object.fromEntries(
    modules.map((module, place) => [
      `direction-${module}`,
      [
        {
          file: `src/${module}/planted-direction.ts`,
          imports: `../${modules[place + 1] ?? 'main'}/use-case.ts`,
          typeOnly: place % 2 === 0,
        },
      ],
    ]),
  ),
  'known-module': [{ file: 'src/main/planted-module.ts', imports: '../pharmacy/use-case.ts' }],
  'private-rooms': [
    { file: 'src/recall/planted-store.ts', imports: '../patients/store.ts', typeOnly: true },
    { file: 'src/recall/planted-routes.ts', imports: '../patients/routes.ts' },
    { file: 'src/recall/planted-store-part.ts', imports: '../patients/store/part.ts' },
  ],
  'rules-are-pure': [
    { file: 'src/recall/rules/planted-use-case.ts', imports: '../use-case.ts', typeOnly: true },
    { file: 'src/recall/rules/planted-node.ts', imports: 'node:fs' },
  ],
  'contract-is-light': [{ file: 'src/recall/contract/planted.ts', imports: '../use-case.ts' }],
  'web-sees-contracts': [
    { file: 'web/console/planted.ts', imports: '../../src/recall/use-case.ts', typeOnly: true },
  ],
  'ui-knows-nothing': [{ file: 'web/ui/planted.ts', imports: '../console/page.ts' }],
  'one-door-to-pg': [
    { file: 'src/recall/planted-pg.ts', imports: 'pg' },
    { file: 'src/recall/planted-pg-type.ts', imports: 'pg', typeOnly: true },
  ],
  // A cycle is reported once, at the first of its files; the other is the companion below.
  'no-cycles': [{ file: 'src/recall/planted-egg.ts', imports: './planted-hen.ts', typeOnly: true }],
  resolvable: [{ file: 'src/recall/planted-typo.ts', imports: './nowhere.ts' }],
  'no-dev-at-runtime': [{ file: 'src/recall/planted-dev.ts', imports: 'fast-check' }],
}

const companion: Plant = { file: 'src/recall/planted-hen.ts', imports: './planted-egg.ts', typeOnly: true }

/** What the plants point at, and imports that every rule allows. */
const soil: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { pg: '*', zod: '*' },
    devDependencies: { 'fast-check': '*' },
  }),
  ...Object.fromEntries([...modules, 'main', 'pharmacy'].map((one) => [`src/${one}/use-case.ts`, thing()])),
  'src/patients/store.ts': thing('./store/part.ts'),
  'src/patients/store/part.ts': thing(),
  'src/patients/routes.ts': thing('./store.ts'),
  'src/patients/rules/age.ts': thing(),
  'src/recall/rules/due.ts': thing('../../patients/rules/age.ts'),
  'src/recall/contract.ts': thing('./rules/due.ts', 'zod'),
  'src/recall/find-due.ts': thing('../patients/use-case.ts', './rules/due.ts'),
  'src/platform/db/pool.ts': thing('pg'),
  'src/main/server.ts': thing('../patients/routes.ts', '../recall/use-case.ts'),
  'web/ui/button.ts': thing(),
  'web/console/page.ts': thing('../ui/button.ts', '../../src/recall/contract.ts'),
}

test('every rule says why it exists and has a forbidden import planted for it', () => {
  expect(new Set(Object.keys(plants))).toEqual(new Set(ruleNames))
  for (const rule of config.forbidden) expect(rule.comment.length, rule.name).toBeGreaterThan(20)
})

test('what the rules allow raises nothing', async () => {
  expect(await violations(tree(soil))).toEqual([])
})

test('each planted import raises exactly its own rule', async () => {
  const planted = [...Object.values(plants).flat(), companion]
  const files = Object.fromEntries(planted.map((plant) => [plant.file, importing(plant)]))
  const raised = await violations(tree({ ...soil, ...files }))
  const expected = Object.entries(plants).flatMap(([rule, where]) =>
    where.map(({ file }) => `${rule}: ${file}`),
  )
  expect(raised.toSorted()).toEqual(expected.toSorted())
})

test('the real tree breaks no rule', async () => {
  expect(await violations(root)).toEqual([])
}, 120_000)

function thing(...imports: readonly string[]): string {
  return [
    ...imports.map((from) => `import '${from}'\n`),
    'export const thing = 1\n',
    'export type Thing = number\n',
  ].join('')
}

function importing({ imports, typeOnly }: Plant): string {
  const statement = typeOnly === true ? `import type * as planted from '${imports}'` : `import '${imports}'`
  return `${statement}\nexport type Thing = number\n`
}

function tree(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(files)
  for (const name of [configuration, 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Runs the checker in the folder: one line per violation, `rule: importing file`. */
async function violations(folder: string): Promise<readonly string[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 }
  execFile(
    process.execPath,
    [program, 'src', 'web', '--output-type', 'json'],
    options,
    (_, stdout, stderr) => {
      // It exits with the number of errors found, so only a missing answer is a failure.
      if (stdout.length > 0) resolve(stdout)
      else reject(new Error(stderr))
    },
  )
  const report: {
    summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number }
  } = JSON.parse(await promise)
  expect(report.summary.totalCruised).toBeGreaterThan(10)
  return report.summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`)
}
