import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What only `src/entry` may do: it reads the clock once and hands `now` down. */
const CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` as a parameter: only src/entry reads the clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take `now` as a parameter: only src/entry reads the clock.',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Take `now` as a parameter: only src/entry reads the clock.',
  },
];

/** What would make the same input give another answer, next time or on another machine. */
const NOT_DETERMINISTIC = [
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'The domain has no randomness: take the value as a parameter.',
  },
  {
    selector:
      'CallExpression:matches([callee.name=/^random(UUID|Bytes|Int)$/], [callee.property.name=/^(random(UUID|Bytes|Int)|getRandomValues)$/])',
    message: 'The domain has no randomness: take the value as a parameter.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
    message: "It depends on the host's time zone: use the UTC method, or Intl with a named zone.",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length>1]",
    message: "It depends on the host's time zone: use Date.UTC(…).",
  },
];

/** Globals through which code reaches outside. */
const OUTSIDE = ['fetch', 'process', 'console', 'performance', 'setTimeout', 'setInterval', 'setImmediate'];

/** In @types/node, hence known to the compiler, but not in the browser frame that UI Kit runs in. */
const NOT_IN_UI_KIT = [
  'process',
  'Buffer',
  'require',
  'module',
  '__dirname',
  '__filename',
  'setImmediate',
  'fetch',
];

/** @param {string[]} names @param {string} message */
const ban = (names, message) => names.map((name) => ({ name, message }));

const forgeImport = {
  regex: '^@forge/',
  message: 'Only stores, clients, common/forge and src/entry talk to Forge.',
};
const nodeBuiltins = builtinModules.filter((name) => !name.startsWith('_') && name !== 'crypto');

export default defineConfig(
  globalIgnores(['.cache/', 'coverage/', 'docs/screens/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    name: 'TypeScript',
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-rename': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      // A `default` does not excuse a forgotten member of a union: new states must show up at every switch.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        // `const { secret, ...rest } = …` is how a property is left out.
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },

  {
    name: 'the product: what runs on Forge or in the browser',
    files: ['src/**/*.ts', 'static/**/*.{ts,tsx}'],
    ignores: ['src/common/forge/log.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    name: 'the product: data from outside is parsed, never asserted',
    files: ['src/**/*.ts', 'static/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-unsafe-type-assertion': 'error' },
  },
  {
    name: 'surfaces',
    files: ['static/**/*.{ts,tsx}'],
    rules: {
      // a component that is longer has parts with names of their own
      'max-lines-per-function': ['error', { max: 120 }],
      'no-restricted-globals': [
        'error',
        ...ban(NOT_IN_UI_KIT, 'UI Kit has no such thing; go through @forge/bridge.'),
      ],
    },
  },

  {
    name: 'the clock',
    files: ['src/**/*.ts'],
    ignores: ['src/entry/**'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK] },
  },
  {
    name: 'use cases reach Forge through stores and clients',
    files: ['src/*/{usecases,contract,files,calls}/**/*.ts', 'src/*/calls.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [forgeImport] }] },
  },
  {
    name: 'rules: same input, same answer',
    files: ['src/*/rules/**/*.ts'],
    rules: {
      // Repeats the clock's rules, since the later list replaces the earlier one.
      'no-restricted-syntax': ['error', ...CLOCK, ...NOT_DETERMINISTIC],
      'no-restricted-globals': ['error', ...ban(OUTSIDE, 'Rules reach nothing outside themselves.')],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            forgeImport,
            { regex: '^node:(?!crypto$)', message: 'The domain does no I/O.' },
            {
              regex: '^(node:)?crypto$',
              allowImportNames: ['createHash'],
              message: 'Of node:crypto the domain takes createHash only: digests, no randomness.',
            },
          ],
          paths: ban(nodeBuiltins, 'The domain does no I/O.'),
        },
      ],
    },
  },

  {
    name: 'sandbox and tests',
    files: ['{sandbox,tests,bench}/**/*.{ts,tsx}'],
    rules: {
      // Handlers share one async signature whether or not each of them waits for something.
      '@typescript-eslint/require-await': 'off',
      // A stand-in may answer "everything else" with one default; the product may not.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    name: 'tests',
    files: ['{tests,bench}/**/*.{ts,tsx}'],
    rules: {
      // `rows[0]!`: a missing element fails the test with a stack trace, which is all a test needs.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Asymmetric matchers (`expect.any(…)`, `expect.objectContaining(…)`) are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },

  {
    name: 'plain JavaScript',
    // Type checked through JSDoc by .tools/tsconfig.json; these are what the compiler does not see.
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 2024 },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-binary-expression': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-useless-rename': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
