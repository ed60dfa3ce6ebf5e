const SECRET_NAMES = new Set([
  'password',
  'passwordhash',
  'secret',
  'token',
  'authorization',
  'cookie',
  'set-cookie',
  'foyer_switch',
  'foyer_smtp',
  'foyer_oidc_secret',
  'clientsecret',
  'foyer_vault_keys',
  'apikey',
  'accesstoken',
  'webhooksecrets',
]);
/** Fields nested deeper than this are replaced: a log line is not a dump. */
const MAX_DEPTH = 6;
const CENSORED = '[redacted]';
/** The password of a URL, for example in esl://user:password@host. */
const URL_PASSWORD = /([a-z]+:\/\/[^\s/:@]*:)[^\s@]+@/gi;

/** Log fields without secrets, and without what stands under `pii` unless personal data is asked for. */
export function redact(fields: Readonly<Record<string, unknown>>, showPii: boolean): Record<string, unknown> {
  return redactObject(fields, showPii, 0);
}

function redactObject(value: object, showPii: boolean, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) clean[name] = redactField(name, field, showPii, depth);
  return clean;
}

function redactField(name: string, value: unknown, showPii: boolean, depth: number): unknown {
  if (SECRET_NAMES.has(name.toLowerCase())) return CENSORED;
  if (name === 'pii' && !showPii) return CENSORED;
  return redactValue(value, showPii, depth);
}

function redactValue(value: unknown, showPii: boolean, depth: number): unknown {
  if (typeof value === 'string') return value.replace(URL_PASSWORD, `$1${CENSORED}@`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (value instanceof Error) return redactError(value);
  if (Array.isArray(value)) return value.map((each: unknown) => redactValue(each, showPii, depth + 1));
  return redactObject(value, showPii, depth + 1);
}

function redactError(error: Error): Record<string, unknown> {
  const hide = (text: string) => text.replace(URL_PASSWORD, `$1${CENSORED}@`);
  return {
    type: error.name,
    message: hide(error.message),
    ...(error.stack === undefined ? {} : { stack: hide(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, false, 1) }),
  };
}
