// What statements call a verb, an activity or an actor, in the language of the reader where they can.

/**
 * What statements call a verb, an activity or an actor.
 * @param {Record<string, any>} holder
 * @param {readonly string[]} languages
 * @returns {string | undefined}
 */
export function nameIn(holder, languages) {
  for (const name of [holder.display, holder.definition?.name, holder.name]) {
    if (typeof name === 'string' && name) return name;
    if (typeof name === 'object' && name !== null) return inLanguage(name, languages);
  }
  return undefined;
}

/** @param {Record<string, unknown>} map of languages @param {readonly string[]} languages @returns {string | undefined} */
function inLanguage(map, languages) {
  const tags = Object.keys(map).filter((tag) => typeof map[tag] === 'string');
  const primary = (/** @type {string} */ tag) => tag.split(/[-_]/)[0].toLowerCase();
  const best =
    languages.find((wanted) => tags.includes(wanted)) ??
    languages.flatMap((wanted) => tags.filter((tag) => primary(tag) === primary(wanted)))[0] ??
    tags[0];
  return best === undefined ? undefined : /** @type {string} */ (map[best]);
}
