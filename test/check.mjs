#!/usr/bin/env node
// npm run check: everything that is judged without running the program. One line per tool, output only of failures.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runWithOwnNode } from '../bin/run-with-own-node.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const atOnce = 2
const messages = 'src/main/generate/check-messages.ts'

const tools = [
  ['types of the server', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['types of the rules', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.rules.json'],
  ['types of the web', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'],
  ['style', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200'],
  ['dependencies', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'web'],
  ['dead code', 'node_modules/knip/bin/knip.js', '--no-progress'],
  ...(existsSync(root + messages) ? [['message catalogues', messages]] : []),
]

/** @param {readonly string[]} tool */
function run([name, ...command]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    child.on('close', (code) => {
      process.stdout.write(code === 0 ? `${name}: ok\n` : `${name}: failed\n${output.trimEnd()}\n\n`)
      resolve(code === 0)
    })
  })
}

async function checkAll() {
  const waiting = [...tools]
  let failures = 0
  const work = async () => {
    for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) {
      if (!(await run(tool))) failures += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  process.stdout.write(failures === 0 ? 'check: ok\n' : `check: ${failures} of ${tools.length} failed\n`)
  process.exit(failures === 0 ? 0 : 1)
}

if (Number(process.versions.node.split('.')[0]) >= 26) await checkAll()
else await runWithOwnNode(new URL(import.meta.url), process.argv.slice(2))
