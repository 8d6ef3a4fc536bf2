#!/usr/bin/env node
// npm test: every project of vitest.config.ts, or what the arguments choose (node test/run.mjs --project unit).
// Plain JavaScript, so that an old Node can read it and hand over to the one that npm installed.
import { runWithOwnNode } from '../bin/run-with-own-node.mjs'

const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url)
await runWithOwnNode(vitest, ['run', '--configLoader', 'native', ...process.argv.slice(2)])
