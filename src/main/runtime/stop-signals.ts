const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl-C arrives several times: from the terminal, from npm, and from the old Node that handed over to this one. */
const sameWishMs = 1_000

/**
 * Tells the first SIGINT, SIGTERM or SIGHUP; another one, a while later, ends the process at once. Returns what stops
 * the listening.
 */
export function onStopSignal(hear: () => void): () => void {
  let heardAt: number | undefined
  function heard(): void {
    const now = performance.now()
    if (heardAt === undefined) {
      heardAt = now
      hear()
    } else if (now - heardAt > sameWishMs) process.exit(130)
  }
  for (const signal of signals) process.on(signal, heard)
  return () => {
    for (const signal of signals) process.off(signal, heard)
  }
}

/** Resolves when the process is told to stop. */
export async function untilTold(): Promise<void> {
  await new Promise<void>((resolve) => {
    onStopSignal(resolve)
  })
}
