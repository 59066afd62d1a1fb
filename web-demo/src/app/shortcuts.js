// Keys that undo and redo edits of the journey, wherever the focus is; but a field one types in has an undo of its own.

import { redo, undo } from '../state/store.js';

const NO_TEXT = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset']);

/** @param {EventTarget | undefined} target */
function takesText(target) {
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** @param {KeyboardEvent} event */
function meaning(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? redo : undo;
  return key === 'y' && event.ctrlKey && !event.shiftKey ? redo : null;
}

/** @param {KeyboardEvent} event */
function onKeyDown(event) {
  const act = meaning(event);
  // The target as the shadow root of an editor sees it.
  if (!act || event.defaultPrevented || takesText(event.composedPath()[0])) return;
  event.preventDefault();
  act();
}

/** @returns {() => void} ends it */
export function listenForShortcuts() {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
