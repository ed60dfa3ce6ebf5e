import { type ReactNode, useId } from 'react';

interface FieldAria {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and what helps, in the person's language. */
  readonly problem?: string | undefined;
  readonly className?: string;
  readonly children: (aria: FieldAria) => ReactNode;
}

/** A labelled field with its hint, or with what is wrong with it: both are read out with the field. */
export function Field({ label, hint, problem, className = '', children }: FieldProps) {
  const id = useId();
  const words = problem ?? hint;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': problem !== undefined,
        'aria-describedby': words === undefined ? undefined : `${id}-words`,
      })}
      {words !== undefined && (
        <small id={`${id}-words`} className={problem === undefined ? undefined : 'field-problem'}>
          {words}
        </small>
      )}
    </div>
  );
}
