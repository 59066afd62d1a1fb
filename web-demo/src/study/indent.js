// Indents JSON without parsing it: every number and string stays as it was written.

/** @param {string} json without faults @returns {string} */
export function indent(json) {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let margin = '\n';
  let before = '';
  let text = '';
  for (const token of tokens) {
    const opens = before === '{' || before === '[';
    if (opens) margin += '  ';
    if (token === '}' || token === ']') {
      margin = margin.slice(0, -2);
      text += (opens ? '' : margin) + token;
    } else {
      text += (opens || before === ',' ? margin : '') + (token === ':' ? ': ' : token);
    }
    before = token;
  }
  return text;
}
