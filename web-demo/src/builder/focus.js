// Where the focus goes when what had it is taken away.

/**
 * To the first button behind the list in which the pressed one stood, once that is gone: the one that adds to it.
 * @param {Element} pressed
 */
export function focusBehind(pressed) {
  const behind = pressed.closest('ul')?.nextElementSibling;
  requestAnimationFrame(() => {
    const button = behind instanceof HTMLButtonElement ? behind : behind?.querySelector('button');
    button?.focus();
  });
}
