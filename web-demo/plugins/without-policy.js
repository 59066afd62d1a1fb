// While the page is developed, vite puts styles and scripts into it which its policy forbids: the policy is for what is built.

const POLICY = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/;

/** @returns {import('vite').Plugin} */
export const withoutPolicy = () => ({
  name: 'without-policy',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(POLICY, ''),
});
