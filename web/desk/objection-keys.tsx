import { useTranslation } from 'react-i18next';
import type { Script } from './script-walk.ts';
import { useSingleKey } from './use-key.ts';

type Objection = Script['objections'][number];

interface ObjectionKeysProps {
  readonly objections: readonly Objection[];
  readonly shown: number | undefined;
  /** Those heard in this call, as the server knows them. */
  readonly heard: readonly number[];
  readonly language: Script['language'];
  readonly onAnswer: (key: number) => void;
}

/** What people say, each on its figure; the answer takes the place of the script's text. */
export function ObjectionKeys({ objections, shown, heard, language, onAnswer }: ObjectionKeysProps) {
  const { t } = useTranslation();
  return (
    <section className="objections" aria-label={t('script.objections')}>
      <h3>{t('script.objections')}</h3>
      <ul>
        {objections.map((objection) => (
          <li key={objection.key}>
            <ObjectionKey
              objection={objection}
              isShown={objection.key === shown}
              isHeard={heard.includes(objection.key)}
              language={language}
              onAnswer={onAnswer}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ObjectionKeyProps {
  readonly objection: Objection;
  readonly isShown: boolean;
  readonly isHeard: boolean;
  readonly language: Script['language'];
  readonly onAnswer: (key: number) => void;
}

function ObjectionKey({ objection, isShown, isHeard, language, onAnswer }: ObjectionKeyProps) {
  const { t } = useTranslation();
  const { key, label } = objection;
  const answer = () => onAnswer(key);
  useSingleKey(String(key), answer);
  return (
    <button type="button" aria-pressed={isShown} aria-keyshortcuts={String(key)} onClick={answer}>
      <kbd>{key}</kbd>
      <span lang={language}>{label}</span>
      {isHeard && <small>{t('script.heard')}</small>}
    </button>
  );
}
