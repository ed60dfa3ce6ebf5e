import { err, ok, type Result } from '../kernel/result.ts';
import { readEnvironment } from './environment.ts';
import { type Path, pathText, problemsOf, type SettingsProblem } from './settings-problem.ts';
import { type Settings, settings } from './settings-schema.ts';

export const DEFAULT_FILE = 'foyer.json';

export interface Configuration extends Settings {
  /** The file that was read, or undefined when there is none. */
  readonly file: string | undefined;
  /** For `foyer doctor`: things that work but deserve a look. */
  readonly warnings: readonly SettingsProblem[];
}

export interface ConfigurationSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, or undefined when there is none at this path; throws when it can't be read. */
  readonly readText: (path: string) => string | undefined;
}

/**
 * The environment over the configuration file over the defaults, checked. Unknown settings are refused by name.
 * Every problem names the setting, where it was read, and the remedy.
 */
export function loadConfiguration({
  env,
  readText,
}: ConfigurationSources): Result<Configuration, readonly SettingsProblem[]> {
  const path = env['FOYER_CONFIG'] ?? DEFAULT_FILE;
  const file = readFile(path, readText, env['FOYER_CONFIG'] !== undefined);
  if (!file.ok) return file;
  const environment = readEnvironment(env);
  const merged = structuredClone(file.value.fields);
  for (const [setting, { value }] of environment.values) place(merged, setting.split('.'), value);
  const parsed = settings.safeParse(merged, { reportInput: true });
  const nameOf = (at: Path) => origin(at, environment.values, path);
  const found = [...environment.problems, ...(parsed.success ? [] : problemsOf(settings, parsed.error, nameOf))];
  if (!parsed.success) return err(found);
  found.push(...contradictions(parsed.data, nameOf));
  if (found.length > 0) return err(found);
  const loaded = file.value.found ? path : undefined;
  return ok({ ...parsed.data, file: loaded, warnings: warnings(parsed.data, nameOf) });
}

type Fields = Record<string, unknown>;

function readFile(
  path: string,
  readText: ConfigurationSources['readText'],
  asked: boolean,
): Result<{ fields: Fields; found: boolean }, readonly SettingsProblem[]> {
  const problem = (setting: string, source: string, message: string, remedy: string) =>
    err([{ setting, source, message, remedy }]);
  let text: string | undefined;
  try {
    text = readText(path);
  } catch (error) {
    return problem(
      '(the whole file)',
      path,
      `it cannot be read (${reason(error)})`,
      'Check its rights, or name another file in FOYER_CONFIG.',
    );
  }
  if (text === undefined) {
    if (!asked) return ok({ fields: {}, found: false });
    return problem(
      'FOYER_CONFIG',
      'environment',
      `there is no file ${path}`,
      'Correct the path, or unset FOYER_CONFIG.',
    );
  }
  try {
    const fields: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields))
      return ok({ fields: fields as Fields, found: true });
    return problem('(the whole file)', path, 'it is not a JSON object', 'Begin with { and end with }.');
  } catch (error) {
    return problem(
      '(the whole file)',
      path,
      `it is not JSON (${withoutExcerpt(reason(error))})`,
      'Correct it there; JSON has no comments and no comma after the last item.',
    );
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** V8 quotes the text around the mistake, which may hold a password. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON/s, '');
}

/** Puts an override at its place; what stands in the way and is no object is left for the schema to refuse. */
function place(fields: Fields, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    fields[first] = value;
    return;
  }
  const inner = fields[first] ?? {};
  if (typeof inner !== 'object') return;
  fields[first] = inner;
  place(inner as Fields, rest, value);
}

/** A setting from the environment is named by its variable, the others by their place in the file. */
function origin(
  at: Path,
  overridden: ReadonlyMap<string, { readonly variable: string }>,
  file: string,
): { setting: string; source: string } {
  for (let length = at.length; length > 0; length--) {
    const variable = overridden.get(at.slice(0, length).map(String).join('.'))?.variable;
    if (variable === undefined) continue;
    const inside = pathText(at.slice(length));
    return { setting: inside === '' ? variable : `${variable} (${inside})`, source: 'environment' };
  }
  return { setting: pathText(at), source: file };
}

type NameOf = (at: Path) => { readonly setting: string; readonly source: string };

/** What each part allows but the whole does not. */
function contradictions(all: Settings, nameOf: NameOf): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const add = (at: Path, message: string, remedy: string) => problems.push({ ...nameOf(at), message, remedy });
  if (all.signIn.oidc !== undefined && all.publicUrl === undefined)
    add(
      ['signIn', 'oidc'],
      'the provider has no address to send people back to',
      'Set publicUrl, and tell the provider publicUrl + /api/session/oidc/return.',
    );
  const ids = all.switches.map(({ id }) => id);
  all.switches.forEach(({ id, peers, gateways }, index) => {
    if (ids.indexOf(id) !== index)
      add(['switches', index, 'id'], `two switches are named "${id}"`, 'Give each its own id.');
    for (const { id: peer } of peers) {
      if (!ids.includes(peer))
        add(['switches', index, 'peers'], `there is no switch "${peer}"`, `Known switches: ${ids.join(', ')}.`);
    }
    const names = gateways.map((gateway) => gateway.id);
    names.forEach((gateway, position) => {
      if (names.indexOf(gateway) !== position)
        add(
          ['switches', index, 'gateways', position, 'id'],
          `two gateways are named "${gateway}"`,
          'Give each its own id.',
        );
    });
  });
  const { telephone } = all.agentLines;
  const gateways = new Set<string>(all.switches.flatMap((each) => each.gateways.map(({ id }) => id)));
  if (telephone !== undefined && !gateways.has(telephone.gatewayId)) {
    add(
      ['agentLines', 'telephone', 'gatewayId'],
      `no switch has a gateway "${telephone.gatewayId}"`,
      `Known gateways: ${[...gateways].join(', ') || 'none'}.`,
    );
  }
  return problems;
}

/** FreeSWITCH's default, and the placeholder of `deploy/freeswitch`. */
const WELL_KNOWN_PASSWORDS = new Set(['ClueCon', 'REPLACE-WITH-A-LONG-RANDOM-PASSWORD']);
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host.startsWith('127.');
}

function warnings(all: Settings, nameOf: NameOf): SettingsProblem[] {
  const found: SettingsProblem[] = [];
  if (!isLoopback(all.host) && all.publicUrl?.startsWith('https://') !== true) {
    found.push({
      ...nameOf(['host']),
      message: `the server listens on ${all.host} without encryption`,
      remedy: 'Put a TLS proxy in front of it and set publicUrl to its https address, or listen on 127.0.0.1.',
    });
  }
  all.switches.forEach(({ url: { password } }, index) => {
    if (!WELL_KNOWN_PASSWORDS.has(password)) return;
    found.push({
      ...nameOf(['switches', index, 'url']),
      message: 'its password is one that everybody knows',
      remedy: 'Change it in event_socket.conf.xml and here.',
    });
  });
  return found;
}
