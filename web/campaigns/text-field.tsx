import type { ComponentProps } from 'react';
import { Field } from '../ui/field.tsx';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem: string | undefined;
  readonly value: string;
  readonly onText: (text: string) => void;
}

export function TextField({ label, hint, problem, value, onText, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(aria) => (
        <input autoComplete="off" {...input} {...aria} value={value} onChange={({ target }) => onText(target.value)} />
      )}
    </Field>
  );
}
