// A command that creates the journey in a service: for sh and what descends from it.

/** Longer arguments are refused by Linux: 128 KiB with the byte that ends them. */
const LONGEST_ARGUMENT = 100_000;

/** Any text, but for NUL, as one word of a shell command. @param {string} text */
export const quote = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * @param {string} address of the service
 * @param {string} document the journey, as JSON
 * @param {string} file where the document is, if it is too long for a command
 */
export function curlCommand(address, document, file) {
  const body = isLong(document) ? `--data-binary ${quote(`@${file}`)}` : `--data-raw ${quote(document.trimEnd())}`;
  const type = `-H ${quote('Content-Type: application/json')}`;
  return `curl -u "$KEY:$SECRET" ${quote(`${address}/api/v2/journey`)} ${type} \\\n  ${body}`;
}

/** Whether a document is too long to stand in a command. @param {string} document */
export const isLong = (document) => new TextEncoder().encode(quote(document)).length > LONGEST_ARGUMENT;
