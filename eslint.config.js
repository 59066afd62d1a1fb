// What eslint checks: its recommended rules and a few that keep modules tidy. Style is prettier's.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['build/', 'node_modules/', 'js/engine/wasm/', 'web-demo/dist/'] },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs', '**/*.jsx'],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module', globals: globals['shared-node-browser'] },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'no-regex-spaces': 'off',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'none' },
      ],
    },
  },
  { ignores: ['web-demo/src/'], languageOptions: { globals: globals.node } },
  {
    // The page with its workers, and what its tests have it run.
    files: ['web-demo/src/**', 'tests/browser/**'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker, ...globals.serviceworker },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  },
];
