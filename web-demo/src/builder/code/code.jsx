// A code editor as a component: its text comes from above, and marks show what is wrong with it.

import { useEffect, useImperativeHandle, useRef } from 'react';
import { useStore } from '../../state/store.js';
import { usualFirst } from '../condition/names.js';
import { openEditor } from './editor.js';

/**
 * @param {{
 *   label: string,
 *   text: string,
 *   onChange: (text: string) => void,
 *   marks: import('./editor.js').Mark[],
 *   root?: string,
 *   ref?: React.Ref<{goTo: (at: number) => void}>,
 * }} props
 */
export function Code({ label, text, onChange, marks, root, ref }) {
  const host = useRef(/** @type {HTMLDivElement | null} */ (null));
  const editor = useRef(/** @type {import('./editor.js').CodeEditor | null} */ (null));
  const latest = useRef({ text, onChange });
  useEffect(() => {
    latest.current = { text, onChange };
  });
  useEffect(() => {
    editor.current = openEditor({
      host: /** @type {HTMLDivElement} */ (host.current),
      ...{ label, root, text: latest.current.text },
      onChange: (typed) => latest.current.onChange(typed),
      facets: () => usualFirst(useStore.getState().facets ?? []),
    });
    return () => editor.current?.destroy();
  }, [label, root]);
  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.setMarks(marks), [marks]);
  useImperativeHandle(ref, () => ({ goTo: (at) => editor.current?.goTo(at) }), []);
  return <div ref={host} />;
}
