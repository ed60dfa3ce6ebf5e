// Checks, then tests; all of them run even when one fails. The last line is "N passed, N failed".
// `--long` turns the long tests on; other arguments go to vitest, and then the checks are left out.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runChecks } from './check.mjs';
import { run } from './run.mjs';

const root = join(import.meta.dirname, '..');

async function runTests(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  const summary = join(folder, 'summary.json');
  const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts/summary-reporter.mjs')}`];
  const { code } = await run(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env, FOYER_TEST_SUMMARY: summary } },
  );
  const figures = readFigures(summary);
  rmSync(folder, { recursive: true, force: true });
  return code !== 0 && figures.failed === 0 ? { ...figures, failed: 1 } : figures;
}

function readFigures(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // vitest ended before it could tell
  }
}

const args = process.argv.slice(2).filter((arg) => arg !== '--long');
const failedChecks = args.length > 0 ? [] : await runChecks();
const figures = await runTests(args, process.argv.includes('--long') ? { FOYER_LONG_TESTS: '1' } : {});
const failed = figures.failed + failedChecks.length;
if (figures.skipped > 0) console.log(`${figures.skipped} skipped`);
if (failedChecks.length > 0)
  console.log(`Failed checks: ${failedChecks.map((name) => `npm run check:${name}`).join(', ')}`);
console.log(`${figures.passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
