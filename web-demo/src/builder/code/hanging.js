// Wrapped lines hang below their own indentation, rather than at the edge. By classes: the page's CSP allows no styles that
// stand in attributes.

import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';

const DEEPEST = 12;
const depths = Array.from({ length: DEEPEST + 1 }, (_, depth) => depth);
const lines = depths.map((depth) => Decoration.line({ class: `cm-hang-${depth}` }));

const looks = EditorView.theme(
  Object.fromEntries(
    depths.map((depth) => [
      `.cm-hang-${depth}`,
      { paddingLeft: `calc(6px + ${2 * depth + 2}ch)`, textIndent: `-${2 * depth + 2}ch` },
    ]),
  ),
);

/** @param {EditorView} view */
function decorated(view) {
  const builder = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const spaces = /^ */.exec(line.text)?.[0].length ?? 0;
      builder.add(line.from, line.from, lines[Math.min(Math.floor(spaces / 2), DEEPEST)]);
      at = line.to + 1;
    }
  }
  return /** @type {import('@codemirror/view').DecorationSet} */ (builder.finish());
}

const plugin = ViewPlugin.define(
  (view) => ({
    decorations: decorated(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorated(update.view);
    },
  }),
  { decorations: (value) => value.decorations },
);

export const hanging = [plugin, looks];
