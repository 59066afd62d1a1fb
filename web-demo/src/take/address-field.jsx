// The address of the service, which the dialogs share.

import { useState } from 'react';
import { TextField } from '../ui/text-field.jsx';
import { readAddress, setAddress, useConnection } from './connection.js';

/** @param {{error?: string | null}} props */
export function AddressField({ error }) {
  const address = useConnection((state) => state.address);
  const [isLeft, setIsLeft] = useState(false);
  const own = isLeft ? readAddress(address).error : null;
  return (
    <TextField
      label="Address of the service"
      type="url"
      value={address}
      onChange={setAddress}
      onFocus={() => setIsLeft(false)}
      onBlur={() => setIsLeft(true)}
      error={error ?? own}
      placeholder="https://journeys.example.org"
      autoComplete="url"
    />
  );
}
