import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';

export interface Typed {
  readonly login: string;
  readonly password: string;
}

interface PasswordFieldsProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
}

export function PasswordFields({ typed, onTyped }: PasswordFieldsProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <>
      <label>
        {t('login.login')}
        <input
          name="login"
          value={typed.login}
          onChange={(event) => onTyped({ ...typed, login: event.target.value })}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={200}
        />
      </label>
      <label>
        {t('login.password')}
        <span className="with-button">
          <input
            name="password"
            value={typed.password}
            onChange={(event) => onTyped({ ...typed, password: event.target.value })}
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            maxLength={200}
          />
          <button
            type="button"
            className="quiet"
            aria-label={t('login.show')}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        </span>
      </label>
    </>
  );
}

/** The step after the password: the cursor goes where the code is typed. */
export function CodeFields() {
  const { t } = useTranslation();
  const hint = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label>
      {t('signIn.code')}
      <input
        ref={field}
        name="code"
        autoComplete="one-time-code"
        spellCheck={false}
        required
        minLength={6}
        maxLength={40}
        aria-describedby={hint}
      />
      <small id={hint}>{t('signIn.codeHint')}</small>
    </label>
  );
}
