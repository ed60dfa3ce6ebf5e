// Imports point down only, and pass through a folder's door (index.ts).
const domain = ['compliance', 'pacing', 'campaigns', 'dialer'];
const mayImport = {
  kernel: [],
  compliance: ['kernel'],
  pacing: ['kernel'],
  campaigns: ['kernel', 'compliance', 'pacing'],
  dialer: ['kernel', 'compliance', 'pacing', 'campaigns'],
  storage: ['kernel', ...domain],
  simulator: ['kernel', ...domain],
  payments: ['kernel', ...domain],
  ops: ['kernel', ...domain, 'payments'],
  http: ['kernel', ...domain, 'payments', 'ops', 'storage'],
};
const folders = Object.keys(mayImport).join('|');
const wiring = '^src/(main|cli)\\.ts$|^src/commands/';
const tests = '\\.test\\.tsx?$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const onlyIn = (packages, path, comment) =>
  forbid(
    `${packages.split('|')[0]}-only-there`,
    comment,
    { path: '^(src|web)/', pathNot: [path, tests] },
    { path: `(^|/)node_modules/(${packages})/` },
  );

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', 'Break the cycle: move the shared word down.', { path: '^(src|web)/' }, { circular: true }),
    ...Object.entries(mayImport).map(([folder, allowed]) =>
      forbid(
        `${folder}-points-down`,
        `src/${folder} may import ${allowed.map((name) => `src/${name}`).join(', ') || 'nothing else of src'}.`,
        { path: `^src/${folder}/`, pathNot: tests },
        { path: `^src/(?!(${[folder, ...allowed].join('|')})/)` },
      ),
    ),
    forbid(
      'known-folders',
      'A new folder of src needs its line in .dependency-cruiser.cjs.',
      { path: `^src/(?!(${folders})/)`, pathNot: [wiring, tests] },
      {},
    ),
    forbid(
      'through-the-door',
      'Another folder is imported through its index.ts (kernel files directly).',
      { path: '^src/([^/]+)/', pathNot: [tests, wiring] },
      // The ledger, the figures, the hours of work and the order of calling have doors of their own: storage threads need them without the weight of the rules.
      {
        path: '^src/(?!($1|kernel)/)[^/]+/',
        pathNot: '^src/([^/]+|compliance/ledger|campaigns/(figures|export|hopper|packing|working-time))/index\\.ts$',
      },
    ),
    forbid(
      'wiring-through-a-door',
      'main, cli and commands wire parts through an index.ts.',
      { path: wiring },
      { path: '^src/', pathNot: [wiring, '^src/kernel/', '/index\\.ts$'] },
    ),
    forbid(
      'http-knows-only-ports',
      'http may name the types of the storage ports, never call an adapter.',
      { path: '^src/http/', pathNot: tests },
      { path: '^src/storage/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'contract-is-shared',
      'src/http/contract runs in the browser too: kernel, the domain doors and zod only.',
      { path: '^src/http/contract/', pathNot: tests },
      { path: `^src/(?!http/contract/|kernel/|(${domain.join('|')})/index\\.ts$)` },
    ),
    forbid(
      'contract-runs-in-the-browser',
      'src/http/contract runs in the browser too: no Node modules, no packages but zod.',
      { path: '^src/http/contract/', pathNot: tests },
      { dependencyTypes: ['core', 'npm'], pathNot: 'node_modules/(zod|@hono/zod-openapi)/' },
    ),
    forbid(
      'web-sees-the-contract',
      'web sees only src/http/contract.',
      { path: '^web/' },
      { path: '^(src/(?!http/contract/)|scripts/|bench/|test/)' },
    ),
    forbid(
      'no-dev-packages',
      'Move the package to dependencies.',
      { path: '^(src|web)/', pathNot: tests },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    ),
    onlyIn('freeswitch-esl', '^src/dialer/freeswitch/[^/]*transport\\.ts$', 'Only the ESL transport may use it.'),
    onlyIn('better-sqlite3|@types/better-sqlite3|drizzle-orm', '^src/storage/', 'Databases belong to src/storage.'),
    onlyIn('hono|@hono/node-server', '^src/http/', 'The HTTP server belongs to src/http.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
