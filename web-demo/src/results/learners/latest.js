// Asks one question at a time: while one is open, only the newest of those that come is kept, and asked next.

/**
 * An answer is told unless a question of another key waits: what a person no longer asks for is not shown, but playback, which
 * asks the same at ever later instants, sees each answer.
 * @template Question, Answer
 * @param {(question: Question) => Promise<Answer>} ask
 * @param {(answer: Answer | undefined, error: unknown) => void} tell
 */
export function latest(ask, tell) {
  let isOpen = false;
  let isClosed = false;
  /** @type {{question: Question, key: string} | undefined} */
  let waiting;

  /** @param {Question} question @param {string} key */
  async function put(question, key) {
    isOpen = true;
    /** @type {[Answer | undefined, unknown]} */
    let answer;
    try {
      answer = [await ask(question), undefined];
    } catch (error) {
      answer = [undefined, error];
    }
    isOpen = false;
    if (isClosed) return;
    if (!waiting || waiting.key === key) tell(...answer);
    const following = waiting;
    waiting = undefined;
    if (following) void put(following.question, following.key);
  }

  return {
    /** @param {Question} question @param {string} key */
    ask(question, key) {
      if (isOpen) waiting = { question, key };
      else void put(question, key);
    },
    close() {
      isClosed = true;
    },
  };
}
