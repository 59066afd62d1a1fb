// Why the last load from a tab failed, beside the button that began it.

import { Notice } from '../ui/notice.jsx';
import { useForm } from './form.js';

export function Failure() {
  const failure = useForm((form) => form.failure);
  if (!failure) return null;
  return (
    <Notice kind="bad" title={failure.title}>
      {failure.message}
    </Notice>
  );
}
