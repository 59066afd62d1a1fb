// The whole page takes files: while some are dragged over it, it says so.

import { useEffect, useState } from 'react';
import { useStore } from '../state/store.js';
import { Icon } from '../ui/icon.jsx';
import { bringFiles } from './bring.js';
import css from './page-drop.module.css';

/** @param {DragEvent} event */
const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

export function PageDrop() {
  const [isOver, setOver] = useState(false);
  useEffect(() => listen(setOver), []);
  const isFree = useStore(({ dialog }) => dialog === null);
  if (!isOver || !isFree) return null;
  return (
    <div className={css.veil}>
      <p className={css.words}>
        <Icon name="upload" size={24} />
        Drop files of statements to see them here
      </p>
    </div>
  );
}

/** @param {DragEvent} event whether a drop zone takes them itself */
const isTaken = ({ target }) => target instanceof Element && target.closest('[data-takes-files]') !== null;

/** @param {(isOver: boolean) => void} setOver */
function listen(setOver) {
  const abort = new AbortController();
  /** @param {'dragover' | 'dragleave' | 'drop'} name @param {(event: DragEvent) => void} act */
  const on = (name, act) => {
    const onEvent = (/** @type {DragEvent} */ event) => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // or else the browser would leave the page to show the file
      act(event);
    };
    addEventListener(name, onEvent, { capture: true, signal: abort.signal });
  };
  on('dragover', () => setOver(true));
  on('dragleave', (event) => event.relatedTarget === null && setOver(false));
  on('drop', (event) => {
    setOver(false);
    if (!isTaken(event)) void bringFiles([...(event.dataTransfer?.files ?? [])]);
  });
  return () => abort.abort();
}
