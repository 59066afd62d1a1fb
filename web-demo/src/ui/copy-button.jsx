// Copies a text, and says that it did.

import { useEffect, useState } from 'react';
import { Button } from './button.jsx';

const SHOWN_MS = 2000;

/**
 * @param {{
 *   text: string | (() => string),
 *   label?: string,
 *   variant?: 'plain' | 'primary' | 'quiet',
 *   size?: 'm' | 's',
 * }} props
 */
export function CopyButton({ text, label = 'Copy', variant = 'plain', size = 'm' }) {
  const [told, setTold] = useState(/** @type {'Copied' | 'Not allowed here' | null} */ (null));
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = () =>
    navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
      () => setTold('Copied'),
      () => setTold('Not allowed here'),
    );
  return (
    <>
      <Button variant={variant} size={size} icon={told === 'Copied' ? 'check' : 'copy'} onPress={copy}>
        {told ?? label}
      </Button>
      <span role="status" className="visually-hidden">
        {told}
      </span>
    </>
  );
}
