import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { npm } from './run.mjs';

const checks = ['types', 'lint', 'unused', 'imports', 'format'];

/** Runs every check, a few at a time, and returns the names of those that failed. */
export async function runChecks() {
  const waiting = [...checks];
  const failed = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const startedAt = Date.now();
      const { code, output } = await npm(['run', '--silent', `check:${name}`], { stdio: ['ignore', 'pipe', 'pipe'] });
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`check:${name} ${code === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
      if (code === 0) continue;
      failed.push(name);
      console.log(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  return failed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = await runChecks();
  if (failed.length > 0) {
    console.log(`Failed: ${failed.map((name) => `npm run check:${name}`).join(', ')}`);
    process.exitCode = 1;
  }
}
