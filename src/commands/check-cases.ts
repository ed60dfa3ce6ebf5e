import { readFileSync } from 'node:fs';
import { isAsExpected, readVectors, shippedRules, VectorFileError, vectorRunner } from '../compliance/index.ts';
import { CommandError, EXIT } from './exit-code.ts';

/**
 * Answers test vectors of the compliance gate, one JSON document a line. Status 1 when an answer is not the expected
 * one, 2 when the file can't be read as vectors.
 */
export function checkCases(path: string): number {
  const vectors = openVectors(path);
  const run = vectorRunner(shippedRules());
  let different = 0;
  for (const vector of vectors) {
    const result = run(vector);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    if (!isAsExpected(vector, result)) different++;
  }
  if (different === 0) return EXIT.ok;
  process.stderr.write(`${different} of ${vectors.length} cases differ from what they expect.\n`);
  return EXIT.findings;
}

function openVectors(path: string) {
  try {
    return readVectors(JSON.parse(readFileSync(path, 'utf8')), shippedRules());
  } catch (error) {
    if (error instanceof VectorFileError) throw unusable(path, error.message);
    if (error instanceof SyntaxError) throw unusable(path, `it is no JSON: ${error.message}`);
    if (error instanceof Error && 'code' in error) throw unusable(path, error.message);
    throw error;
  }
}

function unusable(path: string, why: string): CommandError {
  return new CommandError(
    `${path} can't be used as test cases. Correct it and try again:\n${why.replace(/^/gm, '- ')}`,
    EXIT.usage,
  );
}
