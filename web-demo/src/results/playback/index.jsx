// The journey as it stood at any instant: a slider over the time in which statements count, with a button that lets that
// time pass, and above it when attempts were completed.

import { Button } from '../../ui/button.jsx';
import { date, dateTime, utc } from '../../ui/format.js';
import { IconButton } from '../../ui/icon-button.jsx';
import { Select } from '../../ui/select.jsx';
import { useStore } from '../../state/store.js';
import { POSITIONS, SPEEDS, instantAt, positionOf } from './clock.js';
import css from './playback.module.css';
import { Strip } from './strip.jsx';
import { goTo, usePlayback } from './use-playback.js';

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ id: String(speed), label: `${speed}×`.replace('0.5', '½') }));

const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** @param {{overview: import('../../study/study.js').Overview}} props of the whole time */
export function Playback({ overview }) {
  const { span, completionTimes } = overview;
  const instant = useStore((state) => state.instant);
  const playback = usePlayback(span);
  if (!span || span[1] <= span[0]) return null;
  const at = instant === null ? span[1] : Math.max(span[0], Math.min(instant, span[1]));
  const position = positionOf(instant, span);
  const played = (at - span[0]) / (span[1] - span[0]);
  return (
    <div className={css.playback} role="group" aria-label="Playback">
      <IconButton
        icon={playback.isPlaying ? 'pause' : 'play'}
        label={playback.isPlaying ? 'Pause' : 'Play the journey back'}
        variant="primary"
        className={css.play}
        onPress={playback.toggle}
      />
      <div className={css.line}>
        <Strip times={completionTimes} span={span} played={played} />
        <div className={css.slot}>
          <div className={css.played} style={{ width: `${played * 100}%` }} />
          <input
            className={css.slider}
            type="range"
            min={0}
            max={POSITIONS}
            value={position}
            aria-label="Instant"
            aria-valuetext={instant === null ? `${dateTime(at)}, the end` : dateTime(at)}
            onChange={(event) => goTo(instantAt(event.target.valueAsNumber, span))}
          />
        </div>
      </div>
      <div className={css.rest}>
        <p className={css.date}>
          <time dateTime={new Date(at).toISOString()} title={utc(at)}>
            {date(at)} <span className={css.time}>{timeOfDay.format(at)}</span>
          </time>
        </p>
        <Select
          label="Speed"
          isLabelHidden
          value={String(playback.speed)}
          onChange={(id) => playback.setSpeed(Number(id))}
          options={SPEED_OPTIONS}
        />
        <Button isDisabled={instant === null} onPress={playback.end}>
          Back to the end
        </Button>
      </div>
    </div>
  );
}
