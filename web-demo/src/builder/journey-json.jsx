// The whole journey as JSON: to be edited, or replaced by one that is pasted. Loaded when it is first opened.

import { useEffect, useRef, useState } from 'react';
import { edit, useStore } from '../state/store.js';
import { study } from '../state/driver.js';
import { Code } from './code/code.jsx';
import { Marks } from './code/marks.jsx';
import { placeFaults } from './condition/faults.js';
import { findingsOf } from './findings.js';
import css from './journey-json.module.css';
import { journeyFrom, journeyText } from './journey-text.js';
import { nodeAt } from './condition/place.js';
import { tell } from './tell.js';
import { placesOf } from './waypoints.js';

/** @typedef {import('./code/editor.js').Mark} Mark @typedef {import('../../../js/engine/index.js').JourneyInput} Journey */

/** @param {string} text @param {import('./condition/json.js').Node} root @param {import('./findings.js').Finding} finding @returns {Promise<Mark[]>} */
async function marksOf(text, root, { path, message, isFault }) {
  const { node, place } = nodeAt(root, path);
  if (!isFault || node?.type !== 'object' || !path.endsWith('.conditions')) return [{ ...place, message, isFault }];
  const placed = await placeFaults(text.slice(node.from, node.to), message, tell);
  return placed.map(({ from, to, message: part }) => ({ from: node.from + from, to: node.from + to, message: part }));
}

/** What is wrong with a text: as JSON, as a journey, and by the engine's word. @param {string} text @param {Journey} now @returns {Promise<Mark[]>} */
async function lint(text, now) {
  const { root, fault } = journeyFrom(text, now);
  if (fault) return [fault];
  const findings = findingsOf(await study().validate(JSON.parse(text)), placesOf(JSON.parse(text).waypoints));
  return (await Promise.all(findings.map((each) => marksOf(text, /** @type {any} */ (root), each)))).flat();
}

export function JourneyJson() {
  const code = useRef(/** @type {{goTo: (at: number) => void} | null} */ (null));
  const present = useStore((state) => state.history.present);
  const [typed, setTyped] = useState(() => ({ text: journeyText(present), journey: present }));
  const [marks, setMarks] = useState(/** @type {Mark[]} */ ([]));
  let now = typed;
  // Another journey than this text tells: it was undone.
  if (typed.journey !== present) setTyped((now = { text: journeyText(present), journey: present }));
  const { text } = now;
  const change = (/** @type {string} */ next) => {
    const { journey } = journeyFrom(next, present);
    setTyped({ text: next, journey: journey ?? present });
    if (journey) edit(() => journey, 'journey as json');
  };
  useEffect(() => {
    let isOld = false;
    void lint(text, present).then((found) => !isOld && setMarks(found));
    return () => {
      isOld = true;
    };
  }, [text, present]);
  return (
    <div className={css.journey}>
      <p className={css.hint}>
        Edit the journey here, or paste another in its place. Conditions may be objects or strings.
      </p>
      <Code ref={code} label="Journey as JSON" text={text} onChange={change} marks={marks} root="conditions" />
      <Marks text={text} marks={marks} onGoTo={(at) => code.current?.goTo(at)} />
    </div>
  );
}
