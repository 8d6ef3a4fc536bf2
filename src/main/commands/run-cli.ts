import { type ArgsDef, type CommandDef, renderUsage, runCommand } from 'citty'
import { wrongWord } from './check-words.ts'
import { installationProblem } from './known-problems.ts'
import { terminal } from './output.ts'
import { CommandFailure, UsageFailure } from './problems.ts'
import { rootCommand } from './root.ts'

/** Runs a command line; answers the exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(args: readonly string[]): Promise<number> {
  const asked = await locate(args)
  const { command, path, words } = asked
  const misunderstood = (what: string): number => {
    terminal.note(`kembali: ${what}\nSee "${[...path, '--help'].join(' ')}".`)
    return 2
  }
  const [next] = words
  const children = Object.keys((await resolved(command.subCommands)) ?? {})
  if (children.length > 0 && next !== undefined && !next.startsWith('-'))
    return misunderstood(`there is no command "${next}"; there are: ${children.join(', ')}`)
  if (args.length === 0 || asksForHelp(words)) {
    terminal.answer(await usageOf(asked))
    return 0
  }
  // A command may both do something itself and have others below it: "audit", "audit answer".
  if (children.length > 0 && command.run === undefined)
    return misunderstood(`say first what to do: ${children.join(', ')}`)
  const wrong = wrongWord(await argumentsOf(command), words)
  if (wrong !== null) return misunderstood(wrong)
  try {
    await runCommand({ ...command, subCommands: {} }, { rawArgs: [...words] })
    return 0
  } catch (error) {
    if (error instanceof UsageFailure || isUsageError(error)) return misunderstood(plain(error.message))
    terminal.note(`kembali: ${explain(error)}`)
    return 1
  }
}

function explain(error: unknown): string {
  if (error instanceof CommandFailure) return error.message
  const known = installationProblem(error)
  if (known !== null) return known
  // A bug or broken infrastructure: its kind and place, never a row's content.
  const cause = error instanceof Error ? error : new Error('unknown error')
  const message =
    'severity' in cause
      ? `the database refused a statement (${'code' in cause ? String(cause.code) : 'no code'})`
      : cause.message
  return `${message}\n${(cause.stack ?? '').split('\n').slice(1, 6).join('\n')}`
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CLIError'
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

interface Asked {
  readonly command: CommandDef
  /** kembali and the words that led here. */
  readonly path: readonly string[]
  /** What follows them. */
  readonly words: readonly string[]
}

async function locate(args: readonly string[]): Promise<Asked> {
  let command = rootCommand as CommandDef
  let depth = 0
  for (const word of args) {
    const children = await resolved(command.subCommands)
    const child = children !== undefined && Object.hasOwn(children, word) ? children[word] : undefined
    if (child === undefined) break
    command = (await resolved(child)) ?? command
    depth += 1
  }
  return { command, path: ['kembali', ...args.slice(0, depth)], words: args.slice(depth) }
}

async function argumentsOf(command: CommandDef): Promise<ArgsDef> {
  return (await resolved(command.args)) ?? {}
}

/** citty names a command by its parent alone: "import csv". Colours would end up in files and in screen readers. */
async function usageOf({ command, path }: Asked): Promise<string> {
  const parent = path.length < 2 ? undefined : { meta: { name: path.slice(0, -1).join(' ') } }
  return plain(await renderUsage(command, parent))
}

async function resolved<T>(
  value: T | Promise<T> | (() => T | Promise<T>) | undefined,
): Promise<T | undefined> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value
}

function plain(text: string): string {
  return text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '')
}
