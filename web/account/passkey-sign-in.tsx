import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../problems.tsx';
import { useSession } from '../session.tsx';
import { makesPasskeys, PasskeyStopped, signInWithPasskey } from './passkey-browser.ts';

/** One button instead of login, password and code, where the browser can. */
export function PasskeySignIn() {
  const { t } = useTranslation();
  const { enter } = useSession();
  const wordsOf = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!makesPasskeys()) return null;
  const go = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      enter(await signInWithPasskey());
    } catch (error) {
      setBusy(false);
      setProblem(error instanceof PasskeyStopped ? t('passkeys.notFound') : wordsOf(error));
    }
  };
  return (
    <div className="other-ways">
      <button type="button" className="large" disabled={isBusy} onClick={() => void go()}>
        {t('passkeys.signIn')}
      </button>
      <p role="alert" className="form-problem">
        {problem}
      </p>
    </div>
  );
}
