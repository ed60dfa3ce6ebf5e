import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** `npm run test:long` sets it; tests that only then make sense use `describe.runIf`. */
const long = process.env['FOYER_LONG_TESTS'] === '1';

const project = (name: string, include: string[], testTimeout: number) => ({
  test: {
    name,
    include,
    testTimeout: long ? 10 * testTimeout : testTimeout,
    hookTimeout: 30 * SECOND,
    environment: 'node',
  },
});

export default defineConfig({
  test: {
    // Child processes inherit the Node that runs vitest, so tests run on the pinned runtime.
    pool: 'forks',
    // Vitest would leave one core idle, which on two is half the machine.
    maxWorkers: availableParallelism(),
    passWithNoTests: true,
    projects: [
      project('unit', ['src/**/*.test.ts', 'web/**/*.test.{ts,tsx}'], 10 * SECOND),
      project('contract', ['test/contract/**/*.test.ts'], MINUTE),
      project('simulation', ['test/simulation/**/*.test.ts'], 2 * MINUTE),
      project('integration', ['test/integration/**/*.test.ts'], 2 * MINUTE),
      project('e2e', ['test/e2e/**/*.test.ts'], 2 * MINUTE),
    ],
  },
});
