import type { ScriptDocument } from './script-document.ts';

/** One line of the comparison of two versions. */
export interface DiffLine {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What changed between two versions, line by line: what the charity approves, and what agents are shown. */
export function scriptDiff(before: ScriptDocument | undefined, after: ScriptDocument): readonly DiffLine[] {
  return diffLines(before === undefined ? [] : linesOf(before), linesOf(after));
}

/** A version as text: everything that is agreed on stands in some line. */
function linesOf(script: ScriptDocument): string[] {
  const { steps, objections, fallbacks, quiz } = script;
  return [
    `${script.title} (${script.language}, ${script.jurisdiction})`,
    `useful contact from ${script.usefulTalkSeconds} s of talk; tax aid: ${script.taxReduction}; closing for fragile people: ${script.protectedClosing ?? 'none'}`,
    ...steps.flatMap(({ id, kind, text, next, branches, ask, statesOffer, mandatory }) => [
      [
        `[${id}] ${kind}`,
        ...(ask === undefined ? [] : [`ask ${ask}`]),
        ...(statesOffer ? ['states the offer'] : []),
        ...(mandatory === undefined ? [] : [`mandatory, ${mandatory.leastSeconds} s at least`]),
        ...(next === undefined ? [] : [`then ${next}`]),
      ].join(', '),
      ...text.split('\n').map((line) => `[${id}] ${line}`),
      ...branches.map(({ label, to }) => `[${id}] ${label} → ${to}`),
    ]),
    ...objections.map(
      ({ key, label, answer, to }) => `[${key}] ${label}: ${answer}${to === undefined ? '' : ` → ${to}`}`,
    ),
    ...Object.entries(fallbacks).map(([name, text]) => `{${name}} without a value: "${text}"`),
    ...quiz.map(({ question, answers, right }) => `quiz: ${question} ${answers.join(' / ')} (${answers[right] ?? ''})`),
  ];
}

/** By the longest common subsequence; a script has some hundreds of lines at most. */
function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const down = common[(i + 1) * width + j] ?? 0;
      const right = common[i * width + j + 1] ?? 0;
      const both = (common[(i + 1) * width + j + 1] ?? 0) + 1;
      common[i * width + j] = before[i] === after[j] ? both : Math.max(down, right);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ change: 'same', text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (fresh === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      lines.push({ change: 'removed', text: old });
      i++;
    } else if (fresh !== undefined) {
      lines.push({ change: 'added', text: fresh });
      j++;
    }
  }
  return lines;
}
