// What the picture of a journey says, as figures: its stations in order, who reached each, who stands there, and who was
// lost on the way to it. The picture and its table are both drawn from this.

/**
 * @typedef {import('../../study/study.js').Overview} Overview
 *
 * @typedef {object} Station
 * @property {string} id of the waypoint
 * @property {string} name
 * @property {number} count how many statements it takes
 * @property {number} reached learners who ever reached it
 * @property {number} standing learners who wait for it first
 * @property {number} lost in a sequence: of those who reached the station before, how many did not reach this one
 *
 * @typedef {object} Track
 * @property {boolean} isSequential
 * @property {boolean} isRepeatable
 * @property {number} learners
 * @property {Station[]} stations
 * @property {number} completed
 * @property {number} completions
 */

/** @param {Overview} overview @returns {Track} */
export function trackOf({ journey, learners, completed, completions, waypoints }) {
  const isSequential = Boolean(journey.isSequential);
  let before = learners;
  const stations = waypoints.map(({ _id: id, description, count, reached, standing }, index) => {
    const lost = isSequential ? Math.max(0, before - reached) : 0;
    before = reached;
    return { id, name: description.trim() || `Waypoint ${index + 1}`, count, reached, standing, lost };
  });
  return { isSequential, isRepeatable: Boolean(journey.isRepeatable), learners, stations, completed, completions };
}

/** Of a whole that may be nobody. @param {number} part @param {number} whole */
export const share = (part, whole) => (whole > 0 ? Math.min(1, part / whole) : 0);

/** The least that can be seen of somebody, in hundredths of the band. */
const THINNEST = 1.5;

/** How wide the band is, in hundredths. @param {number} part @param {number} whole */
export const bandWidth = (part, whole) => (part > 0 ? Math.max(THINNEST, 100 * share(part, whole)) : 0);

/**
 * The outline of a band that thins from one station to the next, within a square of 100 by 100, about its middle.
 * @param {number} from how wide it is at its beginning
 * @param {number} to how wide at its end
 */
export function bandPath(from, to) {
  const [top, end] = [50 - from / 2, 50 - to / 2].map(round);
  const [bottom, endBottom] = [50 + from / 2, 50 + to / 2].map(round);
  return `M0 ${top}C48 ${top} 40 ${end} 88 ${end}L100 ${end}L100 ${endBottom}L88 ${endBottom}C40 ${endBottom} 48 ${bottom} 0 ${bottom}Z`;
}

/** @param {number} number */
const round = (number) => Math.round(number * 100) / 100;
