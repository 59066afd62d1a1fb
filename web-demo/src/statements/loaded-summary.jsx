// What is loaded, and the bad statements that were left out.

import { useId } from 'react';
import { bytes, count, counted } from '../ui/format.js';
import { Notice } from '../ui/notice.jsx';
import css from './statements.module.css';

/** @param {{loaded: import('../study/study.js').Loaded}} props */
export function LoadedSummary({ loaded }) {
  return (
    <section className={css.loaded} aria-label="Loaded now">
      <p>
        <strong className={css.name}>{loaded.name}</strong>
        <span className={css.hint}>
          {counted(loaded.statements, 'statement')}, {bytes(loaded.bytes)}
        </span>
      </p>
      {loaded.invalidCount > 0 && <BadOnes loaded={loaded} />}
    </section>
  );
}

/** @param {{loaded: import('../study/study.js').Loaded}} props */
function BadOnes({ loaded }) {
  const id = useId();
  const { invalid, invalidCount } = loaded;
  const isCut = invalidCount > invalid.length;
  return (
    <>
      <Notice kind="warn" title={`${counted(invalidCount, 'bad statement')} left out`} isAnnounced>
        {isCut ? `The first ${count(invalid.length)} of them are listed.` : 'The others are in.'}
      </Notice>
      <div className={css.scroll} role="region" aria-labelledby={id} tabIndex={0}>
        <table className={css.table}>
          <caption id={id} className="visually-hidden">
            Bad statements
          </caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" className={css.number}>
                Line
              </th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {invalid.map((each) => (
              <tr key={`${each.file} ${each.line} ${each.offset}`}>
                <td>{each.file}</td>
                <td className={css.number}>{count(each.line)}</td>
                <td>
                  {each.path && <code>{each.path}</code>} {each.message}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
