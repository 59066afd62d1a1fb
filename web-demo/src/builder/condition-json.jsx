// The view of a condition as JSON, with the engine's words where they belong. Loaded when it is first opened.

import { useEffect, useRef, useState } from 'react';
import { Code } from './code/code.jsx';
import { Marks } from './code/marks.jsx';
import { placeFaults } from './condition/faults.js';
import { tell } from './tell.js';

/** @typedef {import('./code/editor.js').Mark} Mark */

/**
 * @param {string} text
 * @param {import('./findings.js').Finding[]} findings
 * @returns {Promise<Mark[]>}
 */
async function marksOf(text, findings) {
  const faults = findings.filter(({ isFault }) => isFault).map(({ message }) => placeFaults(text, message, tell));
  const warnings = findings
    .filter(({ isFault }) => !isFault)
    .map(({ message }) => ({ from: 0, to: 1, message, isFault: false }));
  return [...(await Promise.all(faults)).flat(), ...warnings];
}

/** @param {import('./condition-editor.jsx').ConditionProps} props */
export function ConditionJson({ text, onChange, findings }) {
  const code = useRef(/** @type {{goTo: (at: number) => void} | null} */ (null));
  const [marks, setMarks] = useState(/** @type {Mark[]} */ ([]));
  const what = JSON.stringify(findings);
  useEffect(() => {
    let isOld = false;
    void marksOf(text, JSON.parse(what)).then((found) => !isOld && setMarks(found));
    return () => {
      isOld = true;
    };
  }, [text, what]);
  return (
    <>
      <Code
        ref={code}
        label="Condition as JSON"
        text={text}
        onChange={(typed) => onChange(typed, 'json')}
        marks={marks}
      />
      <Marks text={text} marks={marks} onGoTo={(at) => code.current?.goTo(at)} />
    </>
  );
}
