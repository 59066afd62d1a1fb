// CodeMirror, put together for JSON. It is loaded when an editor is first opened, and lives in a shadow root: there its
// styles are adopted sheets, which the page's CSP allows.

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { completer } from './completer.js';
import { hanging } from './hanging.js';
import { highlighting, theme } from './theme.js';
import { typing } from './typing.js';

/** @typedef {import('../condition/faults.js').Placed & {isFault?: boolean}} Mark */

/**
 * @typedef {object} Options
 * @property {HTMLElement} host
 * @property {string} label
 * @property {string} text
 * @property {(text: string) => void} onChange
 * @property {() => import('../../study/study.js').Facet[]} facets
 * @property {string} [root] the key behind which conditions stand, in a whole journey
 */

/** @param {Options} options */
export function openEditor({ host, label, text, onChange, facets, root }) {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  // What the page itself puts in is no edit.
  let isQuiet = false;
  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets()],
        ...[highlightActiveLine(), indentUnit.of('  '), EditorView.lineWrapping, hanging, json(), lintGutter()],
        autocompletion({ override: [completer(facets, root)], icons: false }),
        syntaxHighlighting(highlighting),
        ...[theme, typing],
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        keymap.of([
          { key: 'Tab', run: acceptCompletion },
          ...[...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap],
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isQuiet) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    /** @param {string} next */
    setText(next) {
      if (next === view.state.doc.toString()) return;
      isQuiet = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      isQuiet = false;
    },
    /** @param {Mark[]} marks */
    setMarks(marks) {
      const { length } = view.state.doc;
      const diagnostics = marks.map(({ from, to, message, isFault = true }) => ({
        from: Math.min(from, length),
        to: Math.min(Math.max(to, from), length),
        severity: /** @type {'error' | 'warning'} */ (isFault ? 'error' : 'warning'),
        message,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    /** @param {number} at */
    goTo(at) {
      view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** @typedef {ReturnType<typeof openEditor>} CodeEditor */
