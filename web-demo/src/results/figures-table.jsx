// A picture's figures as a table that can be opened below it. It is made when it is: playback would make it ten times a second.

import { useState } from 'react';
import { Icon } from '../ui/icon.jsx';
import css from './figures-table.module.css';

/** @param {{caption: string, columns: string[], rows: string[][]}} props the first column names each row */
export function Figures({ caption, columns, rows }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={css.figures} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" size={12} /> Show as a table
        <span className="visually-hidden">: {caption}</span>
      </summary>
      {isOpen && <Table {...{ caption, columns, rows }} />}
    </details>
  );
}

/** @param {{caption: string, columns: string[], rows: string[][]}} props */
const Table = ({ caption, columns, rows }) => (
  <div className={css.scroll} role="region" aria-label={caption} tabIndex={0}>
    <table>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells], row) => (
          <tr key={row}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
