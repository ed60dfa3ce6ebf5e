import { z } from 'zod';
import { nearestName } from './nearest-name.ts';

/** One thing that is wrong with the configuration. */
export interface SettingsProblem {
  /** For example `switches[0].port` or `PORT`. */
  readonly setting: string;
  /** Where it was read: `environment` or the path of the file. */
  readonly source: string;
  readonly message: string;
  readonly remedy: string;
}

/** The problems as lines for a person. */
export function describeProblems(problems: readonly SettingsProblem[]): string {
  return problems
    .map(({ setting, source, message, remedy }) => `${source}: ${setting}: ${message}. ${remedy}`)
    .join('\n');
}

/** `typed`: the part of the setting's name that is not known. */
export function unknownSetting(
  setting: string,
  typed: string,
  known: Iterable<string>,
  source: string,
): SettingsProblem {
  const names = [...known];
  const nearest = nearestName(typed, names);
  return {
    setting,
    source,
    message: 'there is no such setting',
    remedy: nearest === undefined ? `Remove it. Known here: ${names.join(', ')}.` : `Did you mean "${nearest}"?`,
  };
}

export type Path = readonly PropertyKey[];

export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** zod's issues in the words of an operator; `nameOf` says where each setting came from. */
export function problemsOf(
  schema: z.ZodType,
  error: z.ZodError,
  nameOf: (path: Path) => { readonly setting: string; readonly source: string },
): SettingsProblem[] {
  return error.issues.flatMap((issue): SettingsProblem[] => {
    const { setting, source } = nameOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      const known = knownNames(schema, issue.path);
      return issue.keys.map((key) => unknownSetting(pathText([...issue.path, key]), key, known, source));
    }
    return [
      {
        setting: setting === '' ? '(the whole file)' : setting,
        source,
        message: lowerFirst(issue.message),
        remedy: remedyFor(issue),
      },
    ];
  });
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `Add it: it is a ${issue.expected}.` : `Write a ${issue.expected}.`;
    case 'too_small':
      return `Give at least ${String(issue.minimum)}.`;
    case 'too_big':
      return `Give at most ${String(issue.maximum)}.`;
    case 'invalid_value':
      return `Choose one of: ${issue.values.map(String).join(', ')}.`;
    default:
      return 'Correct the value.';
  }
}

/** The names that the object at this place of the schema has. */
function knownNames(schema: z.ZodType, path: Path): string[] {
  let at: unknown = unwrapped(schema);
  for (const part of path) {
    if (at instanceof z.ZodArray) at = unwrapped(at.element);
    else if (at instanceof z.ZodObject) at = unwrapped((at.shape as Record<string, unknown>)[String(part)]);
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape as object) : [];
}

function unwrapped(schema: unknown): unknown {
  let at = schema;
  while (at instanceof z.ZodDefault || at instanceof z.ZodOptional || at instanceof z.ZodPrefault) at = at.unwrap();
  return at;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
