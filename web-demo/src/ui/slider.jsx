// A number on a line.

import { useLayoutEffect, useRef } from 'react';
import { Label, Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';
import { classNames } from './class-names.js';
import field from './field.module.css';
import css from './slider.module.css';

/**
 * @param {Omit<import('react-aria-components').SliderProps<number>, 'className' | 'children'> & {
 *   label: string,
 *   isLabelHidden?: boolean,
 *   valueText?: string,
 *   className?: string,
 * }} props `valueText` says the value in words, beside the label and to screen readers
 */
export function Slider({ label, isLabelHidden, valueText, className, ...rest }) {
  return (
    <AriaSlider {...rest} className={classNames(css.slider, className)}>
      <div className={isLabelHidden ? 'visually-hidden' : css.words}>
        <Label className={field.label}>{label}</Label>
        {valueText && <span className={css.value}>{valueText}</span>}
      </div>
      <SliderTrack className={css.track}>
        {({ state }) => (
          <>
            <div className={css.rail} />
            <div className={css.fill} style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <Thumb valueText={valueText} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  );
}

/**
 * Its value as text is the plain number by itself, which says little where that is an instant.
 * @param {{valueText?: string}} props
 */
function Thumb({ valueText }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useLayoutEffect(() => {
    if (valueText !== undefined) input.current?.setAttribute('aria-valuetext', valueText);
  });
  return <SliderThumb className={css.thumb} inputRef={input} />;
}
