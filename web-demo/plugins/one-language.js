// The page speaks English only: the texts that react-aria has for its controls in 33 other languages stay out of the build.

const OTHER_LANGUAGE =
  /\/react-(?:aria|stately|aria-components)\/.*\/intl\/(?:.*\/)?(?!en-US\.)[a-z]{2}-[A-Z]{2}\.mjs$/;

/** @returns {import('vite').Plugin} */
export const oneLanguage = () => ({
  name: 'one-language',
  enforce: 'pre',
  load: { filter: { id: OTHER_LANGUAGE }, handler: () => 'export default {}' },
});
