// Where the browser is that the page's tests drive.

import { existsSync } from 'node:fs';

/** Debian's, Ubuntu's, and what else is Chromium. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Its path; CHROMIUM in the environment names another. */
export const chromium = () => process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));
