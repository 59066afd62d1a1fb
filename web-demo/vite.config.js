// Builds the page into web-demo/dist: plain files, which any static host can serve from any folder.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offline } from './plugins/offline.js';
import { oneLanguage } from './plugins/one-language.js';
import { withoutPolicy } from './plugins/without-policy.js';

/** Browsers that know light-dark(), which the colours are written with. */
const STYLES = ['chrome123', 'firefox121', 'safari17.5'];

export default defineConfig({
  base: './',
  plugins: [oneLanguage(), react(), offline(), withoutPolicy()],
  worker: { format: 'es' },
  build: { target: 'es2022', cssTarget: STYLES, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { fs: { allow: ['..'] } },
});
