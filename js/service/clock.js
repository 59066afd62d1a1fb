// The one place that looks at the machine's clock.

/** @type {import('./service.js').Clock} */
export const systemClock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};
