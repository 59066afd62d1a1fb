// What the study answers to a question, asked anew whenever `of` changes. Until the new answer is there the old one stands; a
// question that is asked in quick succession, as in playback, waits for its predecessor and is asked in its last form only.

import { useEffect, useRef, useState } from 'react';

/**
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @param {readonly unknown[]} of
 * @returns {{answer: Answer | null, error: Error | null, isAsking: boolean}}
 */
export function useAnswer(ask, of) {
  const [state, setState] = useState(
    /** @returns {{answer: Answer | null, error: Error | null, isAsking: boolean}} */
    () => ({ answer: null, error: null, isAsking: true }),
  );
  const queue = useRef({ isBusy: false, next: /** @type {(() => Promise<Answer>) | null} */ (null), isOver: false });
  useEffect(() => {
    const current = queue.current;
    current.isOver = false;
    current.next = ask;
    setState((before) => ({ ...before, isAsking: true }));
    void work(current, setState);
    return () => {
      current.isOver = true;
    };
    // The question is a new function with each rendering; what it is of says whether it is another.
  }, of);
  return state;
}

/**
 * @template Answer
 * @param {{isBusy: boolean, next: (() => Promise<Answer>) | null, isOver: boolean}} queue
 * @param {(state: {answer: Answer | null, error: Error | null, isAsking: boolean}) => void} tell
 */
async function work(queue, tell) {
  if (queue.isBusy) return;
  queue.isBusy = true;
  while (queue.next && !queue.isOver) {
    const ask = queue.next;
    queue.next = null;
    const state = await ask().then(
      (answer) => ({ answer, error: null }),
      (error) => ({ answer: null, error: error instanceof Error ? error : new Error(String(error)) }),
    );
    if (!queue.isOver) tell({ ...state, isAsking: queue.next !== null });
  }
  queue.isBusy = false;
}
