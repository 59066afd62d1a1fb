// Gives a text to the reader as a file.

/** A name that any file system takes. @param {string | undefined} text @param {string} otherwise @param {string} [ending] */
export function fileName(text, otherwise, ending = '.json') {
  const plain = (text ?? '').normalize('NFKD').toLowerCase();
  const words = plain.replace(/\p{M}/gu, '').replace(/[^a-z0-9@._]+/g, '-');
  const name = words.replace(/\.{2,}/g, '.').slice(0, 60);
  return `${name.replace(/^[-.]+|[-.]+$/g, '') || otherwise}${ending}`;
}

/** @param {string} name @param {string} text */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to write.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
