// Says that the journey has faults, where it is taken away all the same.

import { useStore } from '../state/store.js';
import { counted } from '../ui/format.js';
import { Notice } from '../ui/notice.jsx';

export function Unready() {
  const validation = useStore((state) => state.validation);
  if (!validation || validation.valid) return null;
  const faults = Object.keys(validation.errors).length;
  return (
    <Notice kind="warn" title={`The journey has ${counted(faults, 'fault')}`}>
      A service will refuse it as it stands. The builder shows where.
    </Notice>
  );
}
