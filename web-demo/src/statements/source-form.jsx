// The form of one tab: its fields, what went wrong, and the button.

import { Form } from 'react-aria-components';
import { Button } from '../ui/button.jsx';
import { Failure } from './failure.jsx';
import css from './statements.module.css';

/** @param {{onSubmit: () => void, action: string, children: React.ReactNode}} props */
export function SourceForm({ onSubmit, action, children }) {
  /** @param {React.FormEvent} event */
  const submit = (event) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Form className={css.form} onSubmit={submit} validationBehavior="aria">
      {children}
      <Failure />
      <Button type="submit" variant="primary" className={css.submit}>
        {action}
      </Button>
    </Form>
  );
}
