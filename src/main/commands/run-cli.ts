import { type CommandDef, renderUsage, runCommand } from 'citty'
import { isInstallationProblem } from './known-problems.ts'
import { terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { rootCommand } from './root.ts'

/** Runs a command line; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(args: readonly string[]): Promise<number> {
  if (args.length === 0 || asksForHelp(args)) {
    const { command, parent } = await commandFor(rootCommand, args)
    terminal.answer(plain(await renderUsage(command, parent)))
    return 0
  }
  const unknown = await unknownFlag(args)
  if (unknown !== null) {
    terminal.note(`kembali: ${unknown}\nSee "kembali ${pathOf(args).join(' ')} --help".`)
    return 2
  }
  try {
    await runCommand(rootCommand, { rawArgs: [...args] })
    return 0
  } catch (error) {
    return explain(error, args)
  }
}

function explain(error: unknown, args: readonly string[]): number {
  if (error instanceof UsageFailure || isUsageError(error)) {
    terminal.note(`kembali: ${plain(error.message)}\nSee "kembali ${pathOf(args).join(' ')} --help".`)
    return 2
  }
  if (error instanceof CommandFailure || isInstallationProblem(error)) {
    terminal.note(`kembali: ${error.message}`)
    return 1
  }
  // A bug or broken infrastructure: its kind and place, never a row's content.
  const cause = error instanceof Error ? error : new Error('unknown error')
  const message =
    'severity' in cause
      ? `the database refused a statement (${'code' in cause ? String(cause.code) : 'no code'})`
      : cause.message
  terminal.note(`kembali: ${message}\n${(cause.stack ?? '').split('\n').slice(1, 6).join('\n')}`)
  return 1
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CLIError'
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((argument) => argument === '--help' || argument === '-h')
}

/** The words before the first flag: which command was meant. */
function pathOf(args: readonly string[]): readonly string[] {
  const firstFlag = args.findIndex((argument) => argument.startsWith('-'))
  return args.slice(0, firstFlag < 0 ? 2 : Math.min(firstFlag, 2))
}

async function commandFor(
  root: CommandDef,
  args: readonly string[],
): Promise<{ command: CommandDef; parent?: CommandDef }> {
  let command = root
  let parent: CommandDef | undefined
  for (const word of args) {
    const children = await resolved(command.subCommands)
    const child = word.startsWith('-') ? undefined : await resolved(children?.[word])
    if (child === undefined) break
    parent = command
    command = child
  }
  return parent === undefined ? { command } : { command, parent }
}

/** citty ignores flags it does not know; a mistyped --dry-run must not become a real run. */
async function unknownFlag(args: readonly string[]): Promise<string | null> {
  const { command } = await commandFor(rootCommand, args)
  const known = Object.entries((await resolved(command.args)) ?? {})
  for (const argument of args) {
    if (argument === '--') return null
    const name = /^--(?:no-)?([a-z][a-z-]*)/.exec(argument)?.[1]
    if (name !== undefined && !known.some(([key]) => key === name)) return `there is no flag --${name} here`
  }
  return null
}

async function resolved<T>(
  value: T | Promise<T> | (() => T | Promise<T>) | undefined,
): Promise<T | undefined> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}

// Colours would end up in files and in screen readers.
function plain(text: string): string {
  return text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
}
