import fc from 'fast-check';

/** A JSON schema, as far as the OpenAPI document has it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema?: Schema;
}

export interface Operation {
  readonly method: string;
  /** As in the document: `/api/campaigns/{id}`. */
  readonly path: string;
  /** As in the policy table. */
  readonly route: string;
  readonly body: Schema | undefined;
  readonly parameters: readonly Parameter[];
}

export interface FuzzRequest {
  readonly path: string;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  readonly type: string;
}

type Paths = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly parameters?: readonly Parameter[];
          readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
        }
      >
    >
  >
>;

/** Every operation of the document, in its order. */
export function operationsOf(document: Record<string, unknown>): readonly Operation[] {
  return Object.entries(document['paths'] as Paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, { parameters = [], requestBody }]) => {
      const method = name.toUpperCase();
      const body = requestBody?.content['application/json']?.schema;
      return { method, path, route: `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, body, parameters };
    }),
  );
}

/** Values that have broken servers elsewhere. */
const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  8.64e15 + 1,
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202Eevil',
  'x'.repeat(20_000),
  '𝄞'.repeat(500),
  "'; DROP TABLE accounts; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  '\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '9'.repeat(400),
  '2026-02-30',
  '=1+1',
  [],
  {},
  [null],
  Array.from({ length: 3_000 }, () => 1),
  nested(2_000),
  JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}'),
  { toString: 'x', valueOf: 1, length: -1 },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Not JSON, not UTF-8, or not what it says it is. */
const raw: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '[]',
    '"text"',
    '{',
    '{"a":',
    '{"a":1}{"a":2}',
    '[1,]',
    '\uFEFF{}',
    '{"a":"\u0000"}',
    '['.repeat(30_000),
    '{"a":'.repeat(10_000),
    '{"__proto__":{"role":"administrator"}}',
    `{"a":"${'x'.repeat(70_000)}"}`,
    '1e999',
  ),
  fc.constantFrom(
    new Uint8Array([0xff, 0xfe, 0x00]),
    new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
    new Uint8Array([0xed, 0xa0, 0x80]),
    new Uint8Array(64),
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
);

const pathValue = fc.constantFrom(
  '0',
  '-1',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '%00',
  'a%00b',
  '%FF',
  '%E2%28%A1',
  '%',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%3Cscript%3E',
  "'%20OR%201=1--",
  '01900000-0000-7000-8000-00000000dead',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(5_000),
  '%F0%9D%84%9E',
  '1e9',
  '999999999999999999999',
);
const queryNames = [
  'before',
  'campaign',
  'campaignId',
  'clientId',
  'state',
  'limit',
  'after',
  'from',
  'to',
  'q',
  'zone',
];
const strangeQuery = fc.constantFrom(
  '?',
  '?%',
  '?%FF=%FF',
  '?a[]=1&a[]=2&a[__proto__]=3',
  '?__proto__=1&constructor=2',
  `?before=${'9'.repeat(3_000)}`,
  ...queryNames.flatMap((name) => [`?${name}=`, `?${name}=%00`, `?${name}=1&${name}=2`, `?${name}=-1e400`]),
);

/** Makes requests for one operation: some that fit, most with something in them that does not. */
export function requestsFor(operation: Operation, ids: readonly string[]): fc.Arbitrary<FuzzRequest> {
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, { weight: 2, arbitrary: pathValue });
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole);
  const path = fc
    .tuple(...names.map(() => id))
    .map((values) => names.reduce((text, name, at) => text.replace(name, () => values[at] ?? ''), operation.path));
  return fc
    .tuple(path, queryFor(operation, ids), bodyFor(operation, ids))
    .map(([where, query, { body, type }]) => ({ path: `${where}${query}`, body, type }));
}

function queryFor({ parameters }: Operation, ids: readonly string[]): fc.Arbitrary<string> {
  const asked = parameters.filter((each) => each.in === 'query');
  const text = fc.oneof(fc.constantFrom(...ids), hostile.map(textOf));
  const values = asked.map(({ name, schema = {} }) =>
    fc.option(fc.oneof(text, fitting(schema, ids).map(textOf)), { freq: 3 }).map((value) => [name, value] as const),
  );
  const known = fc.tuple(...values).map((pairs) => {
    const query = new URLSearchParams(
      pairs.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
    );
    return query.size === 0 ? '' : `?${query.toString()}`;
  });
  return fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: strangeQuery });
}

function bodyFor({ method, body }: Operation, ids: readonly string[]): fc.Arbitrary<Omit<FuzzRequest, 'path'>> {
  const json = 'application/json';
  if (method === 'GET') return fc.constant({ body: undefined, type: json });
  const schema = body ?? { type: 'object' };
  const whole = fitting(schema, ids);
  const spoilt = fc.tuple(whole, hostile, fc.nat()).map(([value, bad, at]) => spoil(value, bad, at));
  const type = fc.constantFrom(json, json, json, 'text/plain', 'application/x-www-form-urlencoded', 'a/b; c="');
  return fc.oneof(
    { weight: 2, arbitrary: whole.map((value) => ({ body: JSON.stringify(value), type: json })) },
    { weight: 6, arbitrary: spoilt.map((value) => ({ body: JSON.stringify(value), type: json })) },
    { weight: 2, arbitrary: fc.tuple(raw, type).map(([bytes, as]) => ({ body: bytes, type: as })) },
  );
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 4_000).toWellFormed();
}

/** The same value with `bad` at one place of it, or one field too many. */
function spoil(value: unknown, bad: unknown, at: number): unknown {
  const places = placesOf(value);
  const place = places[at % (places.length + 1)];
  if (place === undefined)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, extra: bad } : bad;
  const copy = structuredClone(value);
  let inner = copy as Record<string, unknown>;
  for (const step of place.slice(0, -1)) inner = inner[step] as Record<string, unknown>;
  inner[place.at(-1) ?? ''] = bad;
  return copy;
}

function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesOf(inner, [...path, key])]);
}

/** Values that fit the schema, or nearly: what patterns and refinements ask is not always met. */
function fitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const either = schema.oneOf ?? schema.anyOf;
  if (either !== undefined) return fc.oneof(...either.map((each) => fitting(each, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['string']);
  return fc.oneof(...types.map((type) => ofType(type, schema, ids)));
}

function ofType(type: string, schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const min = Math.ceil(Math.max(schema.minimum ?? -1_000, Number.MIN_SAFE_INTEGER));
      const max = Math.max(min, Math.floor(Math.min(schema.maximum ?? 10_000, 10_000)));
      const whole = fc.integer({ min, max });
      return type === 'integer' ? whole : fc.oneof(whole, fc.double({ min, max: max + 0.5, noNaN: true }));
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}, ids), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, fitting(each, ids)]));
      return fc.record(fields, { requiredKeys: [...required] });
    }
    default:
      return textThatFits(schema, ids);
  }
}

function textThatFits({ format, pattern, minLength = 0, maxLength = 30 }: Schema, ids: readonly string[]) {
  if (format === 'uuid') return fc.constantFrom(...ids);
  if (format === 'email') return fc.emailAddress();
  if (format === 'date') return fc.constantFrom('2026-11-24', '2026-12-31');
  if (pattern !== undefined && !pattern.includes('(?'))
    return fc.stringMatching(new RegExp(pattern), { size: 'xsmall' });
  const longest = Math.max(minLength, Math.min(maxLength, 30));
  return fc.oneof(
    fc.string({ minLength, maxLength: longest }),
    fc.constant('Un texte qui va'.padEnd(minLength, '.').slice(0, longest)),
    fc.constantFrom(...ids, '0199001005', '+33199001005', 'Europe/Paris', 'D1', '2026-11-24'),
  );
}
