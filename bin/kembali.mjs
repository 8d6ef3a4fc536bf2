#!/usr/bin/env node
// Plain JavaScript: an old Node must be able to read this file and hand over to the one that npm installed.
import { runWithOwnNode } from './run-with-own-node.mjs'

const args = process.argv.slice(2)
// A server lives long and answers small questions: a small nursery for its objects spares a clinic's machine a third of the memory.
const flags = args[0] === 'serve' ? ['--max-semi-space-size=4'] : []

await runWithOwnNode(new URL('../src/main/cli.ts', import.meta.url), args, flags)
