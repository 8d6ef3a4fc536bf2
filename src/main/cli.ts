import { runCli } from './commands/run-cli.ts'

// A reader such as `head` that has seen enough closes the pipe: that is no failure, and the work goes on to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

process.exitCode = await runCli(process.argv.slice(2))
