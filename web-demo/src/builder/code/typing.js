// What is typed is put in by CodeMirror, not by the browser: that would keep the look of the text which is replaced by a
// style attribute, which the page's CSP refuses.

import { EditorView } from '@codemirror/view';

/** @param {EditorView} view @param {string} text */
function type(view, text) {
  const { from, to } = view.state.selection.main;
  const how = { userEvent: 'input.type', scrollIntoView: true };
  const insert = () => view.state.update(view.state.replaceSelection(text), how);
  // Brackets are closed by such a handler.
  const isHandled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
  if (!isHandled) view.dispatch(insert());
}

export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || !event.data || event.isComposing || view.composing) return false;
    event.preventDefault();
    type(view, event.data);
    return true;
  },
});
