import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const needed = 26

/**
 * Runs a TypeScript file: in this process when this Node can, else in the Node that npm installed beside us.
 * @param {URL} file
 * @param {readonly string[]} args
 * @param {readonly string[]} flags of Node itself
 */
export async function runWithOwnNode(file, args, flags = []) {
  const path = fileURLToPath(file)
  if (Number(process.versions.node.split('.')[0]) >= needed) {
    const lacks = flags.filter((flag) => !process.execArgv.includes(flag))
    // Flags count from the start of a process: this one becomes another, with the same number and the same terminal.
    if (lacks.length > 0 && process.platform !== 'win32')
      process.execve?.(process.execPath, [
        process.execPath,
        ...process.execArgv,
        ...lacks,
        fileURLToPath(new URL('kembali.mjs', import.meta.url)),
        ...args,
      ])
    process.argv = [process.argv[0], path, ...args]
    await import(file.href)
    return
  }
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))
  if (!existsSync(own)) {
    process.stderr.write(
      `Kembali needs Node ${needed}; this is ${process.version} and none was installed beside it. Run "npm ci" without --omit=optional, or install Node ${needed}.\n`,
    )
    process.exit(1)
  }
  const child = spawn(own, [...flags, path, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
