import { defineConfig } from 'vitest/config'

const common = {
  setupFiles: ['test/support/no-leftovers.ts', 'test/support/patience.ts'],
  // A process per file: tests send signals, start programs and look at their own handles.
  pool: 'forks' as const,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // A condition that holds is seen at once; the second that is usual is too short on a loaded machine.
  expect: { poll: { timeout: 15_000 } },
  unstubEnvs: true,
  restoreMocks: true,
}

export default defineConfig({
  test: {
    // Once for all projects.
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: 2,
    // A worker that does not end by itself after its file left a handle open: say so instead of waiting.
    teardownTimeout: 10_000,
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'console/src/**/*.test.ts',
            'sandbox/**/*.test.ts',
            'scripts/**/*.test.ts',
            'console/src/**/*.test.ts',
            'test/*.test.ts',
            'test/{house,support}/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          ...common,
          name: 'journeys',
          include: ['test/*/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/{house,support}/**'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
