#!/usr/bin/env node
// Plain JavaScript: an old Node must be able to read this file and hand over to the one that npm installed.
import { runWithOwnNode } from './run-with-own-node.mjs'

await runWithOwnNode(new URL('../src/main/cli.ts', import.meta.url), process.argv.slice(2))
