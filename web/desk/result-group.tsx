import { useTranslation } from 'react-i18next';
import type { DispositionChoice } from '../../src/http/contract/index.ts';

interface ResultGroupProps {
  readonly title: string;
  readonly choices: readonly DispositionChoice[];
  readonly chosen: DispositionChoice | undefined;
  /** What Enter would choose. */
  readonly next: DispositionChoice | undefined;
  readonly onChoose: (choice: DispositionChoice) => void;
}

export function ResultGroup({ title, choices, chosen, next, onChoose }: ResultGroupProps) {
  const { i18n } = useTranslation();
  if (choices.length === 0) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label
          key={choice.code}
          className="result"
          data-objects={choice.objects || undefined}
          data-next={choice === next || undefined}
        >
          <input
            type="radio"
            name="disposition"
            value={choice.code}
            checked={chosen?.code === choice.code}
            onChange={() => onChoose(choice)}
          />
          <b>{choice.code}</b>
          <span>{i18n.language === 'en' ? choice.words.en : choice.words.fr}</span>
        </label>
      ))}
    </fieldset>
  );
}
