import { type SettingsProblem, unknownSetting } from './settings-problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Each variable, the setting it overrides, and whether that is a number. */
const VARIABLES = {
  PORT: { path: ['port'], number: true },
  FOYER_HOST: { path: ['host'], number: false },
  FOYER_DATA: { path: ['dataFolder'], number: false },
  FOYER_PUBLIC_URL: { path: ['publicUrl'], number: false },
  FOYER_LOG_LEVEL: { path: ['log', 'level'], number: false },
  FOYER_OIDC_SECRET: { path: ['signIn', 'oidc', 'clientSecret'], number: false },
  FOYER_SMTP: { path: ['messages', 'smtp', 'url'], number: false },
} as const;

/** Read elsewhere: the file's own path, the switch, and what the project's tests and long runs use. */
const OTHER_VARIABLES = [
  'FOYER_CONFIG',
  'FOYER_SWITCH',
  'FOYER_VAULT_KEYS',
  'FOYER_LONG_TESTS',
  'FOYER_TEST_SUMMARY',
  'FOYER_SEED',
  'FOYER_FIRST_SEED',
  'FOYER_WORLDS',
];
/** The contract tests against a real FreeSWITCH: FOYER_SWITCH_AGENT, FOYER_SWITCH_GATEWAY and their like. */
const TEST_PREFIX = 'FOYER_SWITCH_';
const ENVIRONMENT = 'environment';

export interface FromEnvironment {
  /** Values by setting path, for example `log.level`. */
  readonly values: ReadonlyMap<string, { readonly variable: string; readonly value: unknown }>;
  readonly problems: readonly SettingsProblem[];
}

/** What the environment overrides. Empty variables count as not set. */
export function readEnvironment(env: Environment): FromEnvironment {
  const values = new Map<string, { variable: string; value: unknown }>();
  const problems: SettingsProblem[] = [];
  for (const [variable, { path, number }] of Object.entries(VARIABLES)) {
    const text = env[variable];
    if (text === undefined || text === '') continue;
    if (number && !/^[0-9]{1,5}$/.test(text)) {
      problems.push({
        setting: variable,
        source: ENVIRONMENT,
        message: `"${text}" is not a whole number`,
        remedy: 'Give a port number, for example PORT=8080.',
      });
      continue;
    }
    values.set(path.join('.'), { variable, value: number ? Number(text) : text });
  }
  const address = env['FOYER_SWITCH'];
  if (address !== undefined && address !== '') readSwitch(address, values, problems);
  problems.push(...unknownVariables(env));
  return { values, problems };
}

function unknownVariables(env: Environment): SettingsProblem[] {
  const known = [...Object.keys(VARIABLES), ...OTHER_VARIABLES];
  return Object.keys(env)
    .filter((name) => name.startsWith('FOYER_') && !name.startsWith(TEST_PREFIX) && !known.includes(name))
    .map((name) =>
      unknownSetting(
        name,
        name,
        known.filter((each) => each.startsWith('FOYER_')),
        ENVIRONMENT,
      ),
    );
}

/**
 * `esl://user:password@host:port?id=…&gateway=…&cps=…&maxLines=…&maxChannels=…`: one switch, in place of the file's. `gateway` may be repeated; without a user the event socket's own password is used.
 */
function readSwitch(
  address: string,
  values: Map<string, { variable: string; value: unknown }>,
  problems: SettingsProblem[],
): void {
  const url = parseSwitchUrl(address);
  if (url === undefined) {
    problems.push({
      setting: 'FOYER_SWITCH',
      source: ENVIRONMENT,
      message: 'it is not the address of a switch',
      remedy: 'Write esl://user:password@host:port, for example esl://:ClueCon@127.0.0.1:8021?gateway=carrier.',
    });
    return;
  }
  const known = ['id', ...SWITCH_OPTIONS, 'gateway', ...GATEWAY_OPTIONS];
  for (const name of url.searchParams.keys()) {
    if (!known.includes(name)) problems.push(unknownSetting(`FOYER_SWITCH?${name}`, name, known, ENVIRONMENT));
  }
  values.set('switches', { variable: 'FOYER_SWITCH', value: [switchOf(url)] });
}

function parseSwitchUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'esl:' && url.hostname !== '' ? url : undefined;
}

const SWITCH_OPTIONS = ['maxCps', 'maxChannels', 'agentProfile', 'trunkProfile', 'agentDomain'] as const;
const GATEWAY_OPTIONS = ['cps', 'maxLines', 'format', 'dialPrefix'] as const;
const NUMERIC: ReadonlySet<string> = new Set(['maxCps', 'maxChannels', 'cps', 'maxLines']);

function switchOf(url: URL): Record<string, unknown> {
  const query = url.searchParams;
  const pick = (names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const text = query.get(name);
        return text === null ? [] : [[name, NUMERIC.has(name) ? Number(text) : text]];
      }),
    );
  const gateways = query.getAll('gateway');
  const address = new URL(url);
  address.search = '';
  return {
    id: query.get('id') ?? 'main',
    url: address.href,
    ...pick(SWITCH_OPTIONS),
    gateways: (gateways.length === 0 ? ['carrier'] : gateways).map((id) => ({ id, ...pick(GATEWAY_OPTIONS) })),
  };
}
