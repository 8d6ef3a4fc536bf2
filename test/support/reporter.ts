import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node'
import { sharedData } from './shared-data.ts'

/**
 * Ends a run with one line that a person and a script read alike: `N passed, N failed`, and skipped if any.
 * A run in which nothing ran has failed.
 */
export class ClosingLine implements Reporter {
  #projects: readonly string[] = []

  onInit(vitest: Vitest): void {
    this.#projects = vitest.projects.map((project) => project.name)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      // A file that cannot be loaded, or whose hooks fail, has no failed test to show for it.
      count.failed += brokenSuites(module)
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') count[state] += 1
        else count.skipped += 1
      }
    }
    if (count.passed + count.failed === 0) process.exitCode = 1
    if (this.#projects.includes('acceptance') && sharedData() === undefined) {
      process.stdout.write(
        'The acceptance tests on real records did not run: there is no shared data folder (KEMBALI_SHARED).\n',
      )
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}

function brokenSuites(module: TestModule): number {
  const suites = [module, ...module.children.allSuites()]
  return suites.filter((suite) => suite.errors().length > 0).length
}
