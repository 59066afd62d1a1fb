// How far the position moves on: `since` is exclusive, so what may still appear before it would be lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OVERLAP, Round } from '../../../../js/service/follow/round.js';

const at = (seconds, fraction = '000') => `2024-03-01T12:00:${String(seconds).padStart(2, '0')}.${fraction}Z`;
const LATE = '2024-03-01T13:00:00Z';
const page = (stored, through = LATE, isLast = true) => ({ stored, completeUpTo: Date.parse(through), isLast });

const CASES = {
  'it begins nowhere': [null, [page([])], null],
  'nothing new leaves it': [at(1), [page([])], at(1)],
  'what has settled moves it to the last, as written': [at(1), [page([at(2), at(3, '123456')])], at(3, '123456')],
  'an offset is kept': [null, [page(['2024-03-01T13:00:03+01:00'])], '2024-03-01T13:00:03+01:00'],
  'it stays behind what is complete': [at(1), [page([at(30)], at(20))], at(20 - OVERLAP / 1000)],
  'the last instant is asked for again while it may grow': [at(1), [page([at(30)], at(35))], at(29, '999')],
  'in the middle it stays before the last instant': [
    at(1),
    [page([at(2), at(30, '999999')], LATE, false)],
    at(30, '998'),
  ],
  'one statement shows no order, so it waits for the next': [at(1), [page([at(30)], LATE, false)], at(1)],
  'nor do several of one instant': [at(1), [page([at(30), at(30)], LATE, false), page([at(30)], LATE, false)], at(1)],
  'which may show it': [at(1), [page([at(30)], LATE, false), page([at(31)], LATE, false)], at(30, '999')],
  'the earliest word on completeness counts': [null, [page([at(30)], at(20), false), page([at(40)])], at(15)],
  'it never goes back': [at(30), [page([at(31)], at(20))], at(30)],
  'without order it waits for the end': [at(1), [page([at(30), at(20)], LATE, false)], at(1)],
  'and then goes to the latest': [at(1), [page([at(30), at(20)], LATE, false), page([at(10)])], at(30)],
  'what is no time is passed over': [at(1), [page([at(2), 'soon', null, 7, at(3).replace('Z', '')])], at(2)],
};

for (const [name, [position, pages, expected]] of Object.entries(CASES)) {
  test(`the position: ${name}`, () => {
    const round = new Round(position);
    const positions = pages.map((each) => round.after(each));
    assert.equal(positions.at(-1), expected);
    assert.equal(round.position, positions.at(-1));
  });
}
