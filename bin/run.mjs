#!/usr/bin/env node
// Runs one of the project's TypeScript files with the Node that npm installed: node bin/run.mjs <file.ts> [arguments]
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runWithOwnNode } from './run-with-own-node.mjs'

const [file, ...rest] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('usage: node bin/run.mjs <file.ts> [arguments]\n')
  process.exit(2)
}
await runWithOwnNode(pathToFileURL(resolve(file)), rest)
