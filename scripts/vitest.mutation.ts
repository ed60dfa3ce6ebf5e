import { configDefaults, defineConfig } from 'vitest/config';

/** The tests that `npm run mutation` holds against every mutant: those beside the source, but for the slow ones. */
export default defineConfig({
  test: {
    include: ['src/compliance/**/*.test.ts'],
    // Thousands of drawn calls, and twenty years of every calendar: too slow to be run for each of thousands of mutants.
    exclude: [...configDefaults.exclude, 'src/compliance/gate-properties.test.ts', 'src/compliance/holidays.test.ts'],
    environment: 'node',
    // Each mutant is run in a worker of its own; within it the modules are loaded once.
    isolate: false,
  },
});
