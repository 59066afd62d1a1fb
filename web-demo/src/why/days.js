// Statements by day, in the reader's time zone.

const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });

/**
 * @template {{timestamp: number}} Thing
 * @param {Thing[]} things by time
 * @returns {{day: string, things: Thing[]}[]}
 */
export function byDay(things) {
  /** @type {{day: string, things: Thing[]}[]} */
  const days = [];
  for (const thing of things) {
    const day = DAY.format(thing.timestamp);
    if (days.at(-1)?.day === day) days[days.length - 1].things.push(thing);
    else days.push({ day, things: [thing] });
  }
  return days;
}
