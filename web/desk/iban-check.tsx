import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { checkIban, grouped } from './check-iban.ts';

/** A donor who stumbles over the IBAN reads it out: only its form is looked at, here, and nothing is sent or kept. */
export function IbanCheck() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const hint = useId();
  const feedback = checkIban(typed);
  return (
    <details className="iban-check" onToggle={() => setTyped('')}>
      <summary>{t('iban.title')}</summary>
      <label>
        {t('iban.label')}
        <input
          value={typed}
          maxLength={42}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={hint}
          aria-invalid={feedback !== 'empty' && feedback !== 'ok'}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => setTyped(grouped(typed))}
        />
      </label>
      <p id={hint} role="status" data-feedback={feedback}>
        {feedback === 'ok' && <Icon name="check" />}
        {t(`iban.${feedback}`)}
      </p>
    </details>
  );
}
