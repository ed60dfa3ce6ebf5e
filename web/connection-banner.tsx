import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './ui/icon.tsx';

/** A lost connection is shown within 3 s: one look and the time that its answer may take. */
const LOOK_EVERY_MS = 1_700;
const ANSWER_WITHIN_MS = 1_200;

/** For pages without a live stream: says when the server is not heard any more. What was typed stays. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const isReached = useReached();
  return (
    <div role="status">
      {!isReached && (
        <p className="notice connection">
          <Icon name="alert" />
          {t('app.offline')}
        </p>
      )}
    </div>
  );
}

function useReached(): boolean {
  const [isReached, setReached] = useState(true);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const reached = await isAnswered();
      if (!isOver) setReached(reached);
    };
    const onOffline = () => setReached(false);
    const onOnline = () => void look();
    const timer = window.setInterval(() => void look(), LOOK_EVERY_MS);
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onOnline);
    return () => {
      isOver = true;
      window.clearInterval(timer);
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
    };
  }, []);
  return isReached;
}

/** Any answer will do: also one that says that the house is not well. */
async function isAnswered(): Promise<boolean> {
  try {
    await fetch('/health', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
