// Words that appear beside a control when it is pointed at or focused.

import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import css from './tooltip.module.css';

/** @param {{text: React.ReactNode, children: React.ReactElement, placement?: import('react-aria-components').TooltipProps['placement']}} props */
export function Tooltip({ text, children, placement = 'bottom' }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className={css.tooltip} offset={6} placement={placement}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
