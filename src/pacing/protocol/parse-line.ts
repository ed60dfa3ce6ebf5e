import type { z } from 'zod';
import { err, ok, type Result } from '../../kernel/result.ts';
import { expectations, type InputLine, lineSchemas } from './line-schema.ts';
import { type Refusal, refuse } from './refusal.ts';

type LineType = keyof typeof lineSchemas;

const types = Object.keys(lineSchemas) as LineType[];
const typeRemedy = `Give "type" as one of ${types.map((type) => `"${type}"`).join(', ')}.`;

/** One line of the protocol; what isn't one is refused with the name of the first field at fault. */
export function parseLine(text: string): Result<InputLine, Refusal> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('line', 'this is not a JSON object', 'Write each line as one object, {"type":…,"at":…}.');
  const type: unknown = 'type' in value ? value.type : undefined;
  if (type === undefined) return refuse('type', 'the field is missing', typeRemedy);
  if (!isLineType(type)) return refuse('type', `${shown(type)} is not a kind of line`, typeRemedy);
  const parsed = lineSchemas[type].safeParse(value, { reportInput: true });
  return parsed.success ? ok(parsed.data) : err(refusalOf(type, parsed.error));
}

function parseJson(text: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(
      'line',
      `this is not JSON: ${error.message}`,
      'Write each line as one JSON object, then a line feed.',
    );
  }
}

function isLineType(type: unknown): type is LineType {
  return types.some((known) => known === type);
}

function refusalOf(type: LineType, { issues }: z.ZodError): Refusal {
  // A misspelt name shows twice, as an unknown field and as a missing one: the first tells what to mend.
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  const key = unknown?.code === 'unrecognized_keys' ? unknown.keys[0] : undefined;
  if (key !== undefined) return unknownField(type, key);
  const [issue] = issues;
  const [field = 'line', ...inside] = issue?.path.map(String) ?? [];
  const expected = expectations[`${type}.${field}`] ?? expectations[field] ?? 'the protocol says';
  return {
    field: [field, ...inside.map((index) => `[${index}]`)].join(''),
    message: issue?.input === undefined ? 'the field is missing' : `${shown(issue.input)} does not fit`,
    remedy: `Give "${field}" as ${expected}.`,
  };
}

function unknownField(type: LineType, key: string): Refusal {
  const known = Object.keys(lineSchemas[type].shape).join(', ');
  return {
    field: cut(key),
    message: `a line of type "${type}" has no such field`,
    remedy: `Leave it out, or write one of: ${known}.`,
  };
}

const SHOWN_LENGTH = 60;

function shown(value: unknown): string {
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
