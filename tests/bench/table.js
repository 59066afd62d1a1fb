// Tables for a terminal and for a page of Markdown alike, and numbers as people read them.

/** @param {string} title @param {string[]} columns @param {(string | number)[][]} rows */
export function printTable(title, columns, rows) {
  const lines = [columns, columns.map(() => ''), ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  lines[1] = widths.map((width) => '-'.repeat(width));
  console.log(`\n${title}\n`);
  for (const line of lines) console.log(`| ${line.map(pad).join(' | ')} |`);
}

/** Three digits that matter: 0.123, 12.3, 1,230. */
export function readable(number) {
  return number.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** A figure beside what it has to be. */
export function beside(value, unit, isMet, target) {
  return `${readable(value)}${unit} (${isMet ? 'meets' : 'MISSES'} ${target})`;
}
