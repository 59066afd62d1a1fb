// Statements brought to the page as a person brings them: by the dialog, or dropped on the page.

/** @typedef {import('playwright-core').Page} Page */

/** What the page's head says of the statements that are loaded, also behind a dialog. @param {Page} page */
export const chip = (page) => page.locator('header').getByRole('button', { includeHidden: true }).first();

/** @param {Page} page */
export const statementsDialog = (page) => page.getByRole('dialog', { name: 'Statements' });

/** The dialog with one of its tabs; opened where it is not. @param {Page} page @param {'Sample' | 'Files' | 'Paste' | 'Connect'} tab */
export async function openStatements(page, tab) {
  const dialog = statementsDialog(page);
  if (!(await dialog.isVisible())) await chip(page).click();
  await dialog.getByRole('tab', { name: tab }).click();
  await dialog.getByRole('tabpanel', { name: tab }).waitFor();
  return dialog;
}

/** Chooses files by the browser's own dialog. @param {Page} page @param {string[]} paths */
export async function chooseFiles(page, paths) {
  const dialog = await openStatements(page, 'Files');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(paths);
}

/**
 * Drags files from elsewhere over a place of the page, and drops them there.
 * @param {Page} page
 * @param {string[]} files
 * @param {{x: number, y: number, whenOver?: () => Promise<unknown>}} place
 */
export async function dropFiles(page, files, { x, y, whenOver }) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const drag = (/** @type {'dragEnter' | 'dragOver' | 'drop'} */ type) =>
    session.send('Input.dispatchDragEvent', { type, x, y, data });
  await drag('dragEnter');
  await drag('dragOver');
  await whenOver?.();
  await drag('drop');
  await session.detach();
}

/** The sample cohort of another size. @param {Page} page @param {RegExp | string} size */
export async function chooseSize(page, size) {
  const dialog = await openStatements(page, 'Sample');
  await dialog.getByRole('button', { name: /Size/ }).click();
  await page.getByRole('option', { name: size }).click();
  return dialog;
}

/** @param {Page} page @param {{endpoint?: string, key?: string, secret?: string}} fields those that are filled in @returns {Promise<void>} */
export async function connect(page, { endpoint, key, secret }) {
  const dialog = await openStatements(page, 'Connect');
  if (endpoint !== undefined) await dialog.getByLabel('xAPI endpoint').fill(endpoint);
  if (key !== undefined) await dialog.getByLabel('Key').fill(key);
  if (secret !== undefined) await dialog.getByLabel('Secret').fill(secret);
  await dialog.getByRole('button', { name: 'Get statements' }).click();
}

/** @param {Page} page @param {string} text */
export async function paste(page, text) {
  const dialog = await openStatements(page, 'Paste');
  await dialog.getByRole('textbox', { name: 'Statements' }).fill(text);
  await dialog.getByRole('button', { name: 'Use these statements' }).click();
}
