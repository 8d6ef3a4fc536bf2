import { defineConfig } from 'vitest/config'
import { ClosingLine } from './test/support/reporter.ts'
import { sharedData } from './test/support/shared-data.ts'

const server = './test/support/global-setup.ts'
const browser = './test/support/browser-setup.ts'
const minute = 60_000

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
    // A busy machine may answer late; nothing here is about how soon.
    expect: { poll: { timeout: minute / 2 } },
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['src/**/*.test.ts', 'web/**/*.test.ts'], testTimeout: minute },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: [server],
          testTimeout: minute,
          hookTimeout: minute,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [server, browser],
          testTimeout: minute,
          hookTimeout: minute,
        },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: minute },
      },
      {
        extends: true,
        test: {
          name: 'acceptance',
          // The kill and drop runs make their own records; the others read real ones where they exist.
          include: [
            sharedData() === undefined ? 'test/acceptance/**/*kill*.test.ts' : 'test/acceptance/**/*.test.ts',
          ],
          globalSetup: [server],
          testTimeout: 15 * minute,
          hookTimeout: 15 * minute,
        },
      },
    ],
  },
})
