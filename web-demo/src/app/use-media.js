// Whether a media query holds, followed as it changes.

import { useCallback, useSyncExternalStore } from 'react';

/** @param {string} query */
export function useMedia(query) {
  const subscribe = useCallback(
    (/** @type {() => void} */ onChange) => {
      const media = matchMedia(query);
      media.addEventListener('change', onChange);
      return () => media.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
