import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// What the engine may only get from its Clock and Random ports, so that any run can be replayed from its seed.
const useClock = 'Time comes from the Clock (src/kernel/clock.ts).';
const useRandom = 'Randomness comes from a named stream of Random (src/kernel/random.ts).';

const timeGlobals = ['setTimeout', 'setInterval'].map((name) => ({ name, message: useClock }));
const timeProperties = [
  ...['now', 'timeOrigin'].map((property) => ({ object: 'performance', property, message: useClock })),
  ...['hrtime', 'uptime'].map((property) => ({ object: 'process', property, message: useClock })),
  ...['setTimeout', 'setInterval'].map((property) => ({ object: 'globalThis', property, message: useClock })),
  ...['Date', 'DateTime'].map((object) => ({ object, property: 'now', message: useClock })),
  { object: 'AbortSignal', property: 'timeout', message: useClock },
];
const timeSyntax = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: useClock },
  { selector: 'CallExpression[callee.name="Date"]', message: useClock },
  {
    selector: 'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(local|utc)$/][arguments.length=0]',
    message: useClock,
  },
];
const timeImports = [
  ...['node:timers', 'node:timers/promises', 'timers', 'timers/promises'].map((name) => ({ name, message: useClock })),
  { name: 'node:perf_hooks', importNames: ['performance'], message: useClock },
];
const randomProperties = [
  { object: 'Math', property: 'random', message: useRandom },
  ...['randomUUID', 'randomInt', 'getRandomValues'].map((property) => ({
    object: 'crypto',
    property,
    message: useRandom,
  })),
];
const randomImports = [{ name: 'node:crypto', importNames: ['randomUUID', 'randomInt'], message: useRandom }];

// A rule left without options must be switched off: 'error' alone would keep the options of an earlier entry.
const rule = (entries, options = entries) => (entries.length > 0 ? ['error', ...options] : 'off');
const restrict = ({ globals = [], properties = [], syntax = [], imports = [] }) => ({
  'no-restricted-globals': rule(globals),
  'no-restricted-properties': rule(properties),
  'no-restricted-syntax': rule(syntax),
  'no-restricted-imports': rule(imports, [{ paths: imports }]),
});

export default defineConfig(
  { ignores: ['dist', 'data', 'coverage', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...restrict({
        globals: timeGlobals,
        properties: [...timeProperties, ...randomProperties],
        syntax: timeSyntax,
        imports: [...timeImports, ...randomImports],
      }),
      // Aim at 300 lines a file; 400 is the end.
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/kernel/system-clock.ts'],
    rules: restrict({ properties: randomProperties, imports: randomImports }),
  },
  {
    files: ['src/kernel/system-random.ts'],
    rules: restrict({ globals: timeGlobals, properties: timeProperties, syntax: timeSyntax, imports: timeImports }),
  },
);
