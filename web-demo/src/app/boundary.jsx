// Catches what breaks while it is drawn, so that the rest of the page and the journey stay.

import { Component } from 'react';
import { journeyNow } from '../state/store.js';
import { messageOf } from '../study/errors.js';
import { Button } from '../ui/button.jsx';
import { CopyButton } from '../ui/copy-button.jsx';
import { Notice } from '../ui/notice.jsx';
import css from './boundary.module.css';

const journeyText = () => JSON.stringify(journeyNow(), null, 2);

/** @extends {Component<{what: string, children: React.ReactNode}, {error: unknown}>} */
export class Boundary extends Component {
  /** @override @type {{error: unknown}} */
  state = { error: null };

  /** @param {unknown} error */
  static getDerivedStateFromError(error) {
    return { error: error ?? new Error('unknown') };
  }

  /** @override */
  render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={css.broken}>
        <Notice kind="bad" title={`${this.props.what} could not be shown`}>
          <p>{messageOf(error)}</p>
          <p>Your journey is still here: copy it before you load the page again.</p>
        </Notice>
        <div className={css.actions}>
          <Button icon="refresh" onPress={() => this.setState({ error: null })}>
            Try again
          </Button>
          <CopyButton text={journeyText} label="Copy the journey as JSON" />
        </div>
      </div>
    );
  }
}
