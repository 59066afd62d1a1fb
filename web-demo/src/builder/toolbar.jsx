// The builder's heading, and what is done with the journey as a whole.

import { ToggleButton } from 'react-aria-components';
import { openDialog } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { Icon } from '../ui/icon.jsx';
import css from './toolbar.module.css';

/** @param {{isJson: boolean, onJson: (isJson: boolean) => void}} props */
export function Toolbar({ isJson, onJson }) {
  return (
    <div className={css.toolbar}>
      <h2 id="builder-heading">Journey</h2>
      <Button size="s" icon="route" onPress={() => openDialog('templates')}>
        Start from…
      </Button>
      <ToggleButton isSelected={isJson} onChange={onJson} className={css.toggle} aria-label="Edit journey as JSON">
        <Icon name="code" />
        JSON
      </ToggleButton>
    </div>
  );
}
