// Where in a journey's text a path of the engine stands: `waypoints.0.count`.

/** @typedef {import('./json.js').Node} Node @typedef {import('./json.js').Place} Place */

/**
 * The node at a path, and the place to show: of the key where there is one, or of the nearest thing around it.
 * @param {Node} root
 * @param {string} path
 * @returns {{node?: Node, place: Place}}
 */
export function nodeAt(root, path) {
  /** @type {Node | undefined} */
  let node = root;
  /** @type {Place} */
  let place = { from: root.from, to: Math.min(root.to, root.from + 1) };
  const steps = path === '' ? [] : path.split('.');
  for (const [index, step] of steps.entries()) {
    if (node?.type === 'array') {
      node = node.items[Number(step)];
      if (node) place = { from: node.from, to: node.from + 1 };
    } else if (node?.type === 'object') {
      // A field that nobody knows may have dots in its name: then it is the rest of the path.
      const rest = steps.slice(index).join('.');
      /** @type {import('./json.js').Entry | undefined} */
      const entry = node.entries.findLast(({ key }) => key === step || key === rest);
      if (entry) place = { from: entry.from, to: entry.to };
      node = entry?.value;
    } else node = undefined;
    if (!node) return { place };
  }
  return { node, place };
}
