import type { TestProject } from 'vitest/node'
import { type StartedTestServer, startTestServer, type TestServer } from './cluster-setup.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

// Every project that needs the server names this file; vitest loads it anew for each, so that the one server of the
// run is kept where all of them find it.
const shared = globalThis as typeof globalThis & {
  kembaliTestServer?: { users: number; readonly started: Promise<StartedTestServer> }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.kembaliTestServer ??= { users: 0, started: startTestServer() }
  const one = shared.kembaliTestServer
  one.users += 1
  const started = await one.started
  project.provide('testServer', started.server)
  return async () => {
    one.users -= 1
    if (one.users > 0) return
    delete shared.kembaliTestServer
    await started.stop()
  }
}
