/** Resolves at the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. */
export async function untilTold(): Promise<void> {
  await new Promise<void>((resolve) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    function heard(): void {
      for (const signal of signals) process.off(signal, heard)
      for (const signal of signals) process.once(signal, () => process.exit(130))
      resolve()
    }
    for (const signal of signals) process.on(signal, heard)
  })
}
