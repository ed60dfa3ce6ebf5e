import { writeFileSync } from 'node:fs';

/** Writes the figures of a vitest run to the file named by FOYER_TEST_SUMMARY, for scripts/test.mjs. */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const figures = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) figures[test.result().state] += 1;
      // A file that doesn't load, or a hook that throws, has no failed test of its own.
      figures.failed += module.errors().length;
      for (const suite of module.children.allSuites()) figures.failed += suite.errors().length;
    }
    const file = process.env.FOYER_TEST_SUMMARY;
    if (file) writeFileSync(file, JSON.stringify(figures));
  }
}
