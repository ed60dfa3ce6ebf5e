import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView, ListHealth } from '../../../src/http/contract/index.ts';
import { ApiProblem, api } from '../../api.ts';
import { useProblemWords } from '../../problems.tsx';
import { Field } from '../../ui/field.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { Reasons } from '../import-report.tsx';
import { ListFigures } from '../list-figures.tsx';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';

/** Numbers in one go: more come as a file, by the command of the house. */
const MOST_NUMBERS = 50;
const scopes = ['campaign', 'client', 'agency'] as const;

/** Who is in the list and never called, and further numbers that must not be. */
export function SuppressionStep({ campaign, onGo }: CampaignStepProps) {
  const { campaignId, clientId } = campaign;
  const list = useLoaded<ListHealth>(`/api/campaigns/${campaignId}/list`);
  const imports = useLoaded<{ readonly imports: readonly ImportView[] }>('/api/imports');
  const last = imports.data?.imports.find((each) => each.campaignId === campaignId && each.report !== null);
  const { t } = useTranslation();
  return (
    <>
      <LoadState loaded={list} />
      {list.data !== undefined && <ListFigures list={list.data} />}
      {last?.report !== null && last !== undefined && (
        <Reasons title={t('campaigns.suppressedBecause')} counts={last.report.suppressedBecause} />
      )}
      <NumbersForm campaignId={campaignId} clientId={clientId} onGo={onGo} onDone={list.reload} />
    </>
  );
}

interface NumbersFormProps extends Pick<CampaignStepProps, 'onGo'> {
  readonly campaignId: string;
  readonly clientId: string;
  readonly onDone: () => void;
}

function NumbersForm({ campaignId, clientId, onGo, onDone }: NumbersFormProps) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [draft, change] = useDraft(`${campaignId}.suppression`, { numbers: '', scope: 'client' });
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState<number>();
  const { form, isBusy, submit } = useStepForm();
  const lines = draft.numbers.split(/[\n;,]/u).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

  const record = async () => {
    setDone(undefined);
    setProblem(undefined);
    if (lines.length === 0) return onGo('segments');
    if (lines.length > MOST_NUMBERS) return setProblem(t('campaigns.tooManyNumbers', { most: MOST_NUMBERS }));
    const left = [...lines];
    for (const number of lines) {
      const refused = await objection(number);
      if (refused !== undefined) {
        change({ numbers: left.join('\n') });
        return setProblem(refused);
      }
      left.shift();
    }
    change({ numbers: '' });
    setDone(lines.length);
    onDone();
  };

  /** What was wrong with it; undefined: it is in force. */
  const objection = async (number: string): Promise<string | undefined> => {
    const about = { clientId, scope: draft.scope, ...(draft.scope === 'campaign' ? { campaignId } : {}) };
    try {
      await api('POST', '/api/objections', { number, ...about, source: 'charity' });
      return undefined;
    } catch (refused) {
      const isNumber = refused instanceof ApiProblem && refused.code === 'bad-request';
      return isNumber ? t('campaigns.numberUnreadable', { number }) : wordsOf(refused);
    }
  };

  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(record)}>
      <Field label={t('campaigns.noCall')} hint={t('campaigns.noCallHint')} problem={problem}>
        {(aria) => (
          <textarea
            {...aria}
            rows={4}
            value={draft.numbers}
            onChange={({ target }) => change({ numbers: target.value })}
          />
        )}
      </Field>
      <Field label={t('campaigns.scope')}>
        {(aria) => (
          <select {...aria} value={draft.scope} onChange={({ target }) => change({ scope: target.value })}>
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`campaigns.scopes.${scope}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p role="status">{done === undefined ? '' : t('campaigns.noCallDone', { count: done })}</p>
      <StepButtons
        step="suppression"
        isBusy={isBusy}
        onBack={onGo}
        submit={lines.length === 0 ? 'campaigns.next' : 'campaigns.noCallSave'}
        onSkip={lines.length === 0 ? undefined : () => onGo('segments')}
      />
    </form>
  );
}
