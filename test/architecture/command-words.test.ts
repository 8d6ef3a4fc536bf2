import type { ArgsDef, CommandDef } from 'citty'
import { expect, it } from 'vitest'
import { wrongWord } from '../../src/main/commands/check-words.ts'
import { rootCommand } from '../../src/main/commands/root.ts'
import { runCli } from '../../src/main/commands/run-cli.ts'

interface Found {
  readonly words: readonly string[]
  readonly args: ArgsDef
}

const asked = async <T>(
  value: T | Promise<T> | (() => T | Promise<T>) | undefined,
): Promise<T | undefined> => (typeof value === 'function' ? (value as () => T | Promise<T>)() : value)

/** Every command that does something itself. */
async function commandsOf(command: CommandDef, words: readonly string[] = []): Promise<readonly Found[]> {
  const children = Object.entries((await asked(command.subCommands)) ?? {})
  const below = await Promise.all(
    children.map(async ([name, child]) => commandsOf((await asked(child)) as CommandDef, [...words, name])),
  )
  const own = command.run === undefined ? [] : [{ words, args: (await asked(command.args)) ?? {} }]
  return [...own, ...below.flat()]
}

const commands = await commandsOf(rootCommand as CommandDef)

it.each(commands)('$words says what each of its words and flags is', ({ args }) => {
  expect(Object.entries(args).filter(([, one]) => (one.description ?? '') === '')).toEqual([])
})

it.each(commands)('$words without a word says what to give, or needs nothing', ({ args }) => {
  const told = wrongWord(args, [])
  if (told !== null) expect(told).toMatch(/^(<[a-z-]+>|--[a-z-]+) is missing: .{4,}$/)
  const needed = Object.values(args).some((one) => one.type === 'positional' && one.required !== false)
  if (needed) expect(told).not.toBeNull()
})

it.each(commands)('$words refuses a flag it does not know before anything runs', async ({ words }) => {
  expect(await runCli([...words, '--bogus'])).toBe(2)
})
