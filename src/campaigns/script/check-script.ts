import type { z } from 'zod';
import { err, ok, type Result } from '../../kernel/result.ts';
import { legalStatement, requiredStatements } from './legal-statements.ts';
import { MAX_ASKS, type ScriptDocument, type ScriptStep, scriptDocument } from './script-document.ts';
import { badPlaceholder, variablesOf } from './script-text.ts';
import { isKnownVariable, LEGAL_PREFIX, needsFallback } from './script-variables.ts';

/** What is wrong with a script, and where: a step, an objection, or the document itself. */
export interface ScriptProblem {
  readonly place: string;
  readonly message: string;
}

/** Reads a script as it was written. Every problem names its step and says what to do. */
export function readScript(input: unknown): Result<ScriptDocument, readonly ScriptProblem[]> {
  const parsed = scriptDocument.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues.map((issue) => shapeProblem(issue, input)));
  const problems = checkScript(parsed.data);
  return problems.length > 0 ? err(problems) : ok(parsed.data);
}

function shapeProblem(issue: z.core.$ZodIssue, input: unknown): ScriptProblem {
  const [list, index, ...rest] = issue.path;
  const field = rest.map(String).join('.');
  const message = issue.code === 'unrecognized_keys' ? `${issue.message}: take it out.` : issue.message;
  if (list !== 'steps' || typeof index !== 'number')
    return { place: issue.path.map(String).join('.') || 'script', message };
  const step = (input as { readonly steps?: readonly { readonly id?: unknown }[] }).steps?.[index];
  const name = typeof step?.id === 'string' ? `step "${step.id}"` : `step ${index + 1}`;
  return { place: field === '' ? name : `${name}, ${field}`, message };
}

function checkScript(script: ScriptDocument): ScriptProblem[] {
  return [
    ...checkIds(script),
    ...script.steps.flatMap((step) => checkStep(script, step)),
    ...script.objections.flatMap(({ key, answer, to }) => [
      ...checkText(script, `objection ${key}`, answer),
      ...checkTarget(script, `objection ${key}`, to),
    ]),
    ...checkWhole(script),
  ];
}

function checkIds({ steps, objections }: ScriptDocument): ScriptProblem[] {
  const twice = steps.filter(({ id }, index) => steps.findIndex((step) => step.id === id) !== index);
  const keys = objections.filter(({ key }, index) => objections.findIndex((each) => each.key === key) !== index);
  return [
    ...twice.map(({ id }) => ({ place: `step "${id}"`, message: 'this id is used twice: give one of them another.' })),
    ...keys.map(({ key }) => ({
      place: `objection ${key}`,
      message: 'this key is used twice: give one of them another.',
    })),
  ];
}

function checkStep(script: ScriptDocument, step: ScriptStep): ScriptProblem[] {
  const place = `step "${step.id}"`;
  const problems = [...checkText(script, place, step.text), ...checkTarget(script, place, step.next)];
  for (const { label, to } of step.branches) problems.push(...checkTarget(script, `${place}, branch "${label}"`, to));
  if (step.kind === 'ask' && step.ask === undefined)
    problems.push({ place, message: `an ask says which it is: give "ask" 1 to ${MAX_ASKS}.` });
  if (step.kind !== 'ask' && step.ask !== undefined)
    problems.push({ place, message: 'only a step of kind "ask" has a number of its ask: take "ask" out.' });
  if (step.kind === 'legal' && step.mandatory === undefined)
    problems.push({ place, message: 'a legal step is mandatory: give "mandatory" its least time on the screen.' });
  return problems;
}

function checkTarget({ steps }: ScriptDocument, place: string, to: string | undefined): ScriptProblem[] {
  if (to === undefined || steps.some(({ id }) => id === to)) return [];
  return [
    { place, message: `leads to "${to}", which is no step: use one of ${steps.map(({ id }) => id).join(', ')}.` },
  ];
}

function checkText(script: ScriptDocument, place: string, text: string): ScriptProblem[] {
  const bad = badPlaceholder(text);
  const problems: ScriptProblem[] = [];
  if (bad !== undefined) problems.push({ place, message: `"${bad}" is no variable: write a name such as {donor}.` });
  for (const name of variablesOf(text)) {
    if (!isKnownVariable(name)) problems.push({ place, message: `there is no variable {${name}}.` });
    else if (needsFallback(name) && !Object.hasOwn(script.fallbacks, name))
      problems.push({
        place,
        message: `{${name}} may have no value: say in "fallbacks" what is said then ("" for nothing).`,
      });
    else if (isForeign(script, name))
      problems.push({ place, message: `{${name}} is no statement for jurisdiction "${script.jurisdiction}".` });
  }
  return problems;
}

function isForeign({ jurisdiction }: ScriptDocument, name: string): boolean {
  const statement = name.startsWith(LEGAL_PREFIX) ? legalStatement(name.slice(LEGAL_PREFIX.length)) : undefined;
  return statement !== undefined && statement.jurisdiction !== jurisdiction;
}

function checkWhole(script: ScriptDocument): ScriptProblem[] {
  const { steps, jurisdiction, protectedClosing, quiz } = script;
  const place = 'script';
  const problems: ScriptProblem[] = [];
  if (!steps.some(({ kind, statesOffer }) => kind === 'ask' || statesOffer))
    problems.push({ place, message: 'no step states the offer: mark one with "statesOffer", or add an ask.' });
  const closing = steps.find(({ id }) => id === protectedClosing);
  if (closing === undefined)
    problems.push({
      place,
      message: '"protectedClosing" names the step that ends a call with a fragile person: give it.',
    });
  else if (closing.kind === 'ask' || closing.statesOffer)
    problems.push({
      place: `step "${closing.id}"`,
      message: 'a fragile person is not asked: close with another step.',
    });
  const named = new Set(steps.flatMap(({ text }) => variablesOf(text)));
  for (const { id, source } of requiredStatements(jurisdiction)) {
    if (!named.has(`${LEGAL_PREFIX}${id}`))
      problems.push({ place, message: `no step says {${LEGAL_PREFIX}${id}} (${source}): put it into one.` });
  }
  for (const [index, { right, answers }] of quiz.entries()) {
    if (right >= answers.length)
      problems.push({
        place: `quiz, question ${index + 1}`,
        message: `its right answer is ${right}, but answers go from 0 to ${answers.length - 1}.`,
      });
  }
  return problems;
}
