// The names of fields and values, as the loaded statements tell them.

import { useMemo } from 'react';
import { useStore } from '../state/store.js';
import { namesFrom } from './condition/names.js';

export function useNames() {
  const facets = useStore((state) => state.facets);
  return useMemo(() => namesFrom(facets), [facets]);
}
