import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '../../../src/http/contract/index.ts';
import { ApiProblem, api } from '../../api.ts';
import { useProblemWords } from '../../problems.tsx';
import { Field } from '../../ui/field.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { ColumnMapping } from '../column-mapping.tsx';
import { ImportReport } from '../import-report.tsx';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { type LookedImport, uploadFile } from '../upload-file.ts';

const EVERY_MS = 500;

/** The charity's file: sent, its columns named, looked at as a whole, and only then stored. */
export function FileStep({ campaign, onGo }: CampaignStepProps) {
  const { t } = useTranslation();
  const { campaignId } = campaign;
  const imports = useLoaded<{ readonly imports: readonly ImportView[] }>('/api/imports');
  const [chosenId, setChosenId] = useState<string>();
  const [sent, setSent] = useState<LookedImport>();
  const own = (imports.data?.imports ?? []).filter((each) => each.campaignId === campaignId);
  const batchId = chosenId ?? own[0]?.batchId;

  return (
    <div className="step-form">
      <FilePicker
        campaignId={campaignId}
        onSent={(looked) => {
          setSent(looked);
          setChosenId(looked.import.batchId);
        }}
      />
      <LoadState loaded={imports} />
      {batchId !== undefined && (
        <OneImport key={batchId} batchId={batchId} sent={sent?.import.batchId === batchId ? sent : undefined} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onGo('suppression');
        }}
      >
        <p className="muted">{t('campaigns.fileLater')}</p>
        <StepButtons step="file" onBack={onGo} />
      </form>
    </div>
  );
}

interface FilePickerProps {
  readonly campaignId: string;
  readonly onSent: (looked: LookedImport) => void;
}

function FilePicker({ campaignId, onSent }: FilePickerProps) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const send = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file === undefined) return;
    setBusy(true);
    setProblem(undefined);
    try {
      onSent(await uploadFile(campaignId, file));
    } catch (refused) {
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Field
      label={t('campaigns.file')}
      hint={t(isBusy ? 'campaigns.sending' : 'campaigns.fileHint')}
      problem={problem === undefined ? undefined : words(problem)}
    >
      {(aria) => <input {...aria} type="file" accept=".csv,.txt,.tsv,.xlsx" onChange={(event) => void send(event)} />}
    </Field>
  );

  function words(refused: unknown): string {
    if (refused instanceof ApiProblem && refused.code === 'not-possible')
      return t('campaigns.fileRefused', { detail: refused.message });
    return wordsOf(refused);
  }
}

interface OneImportProps {
  readonly batchId: string;
  /** What the upload answered. */
  readonly sent: LookedImport | undefined;
}

function OneImport({ batchId, sent }: OneImportProps) {
  const { t } = useTranslation();
  const loaded = useLoaded<ImportView>(`/api/imports/${batchId}`, EVERY_MS);
  const view = loaded.data ?? sent?.import;
  if (view === undefined) return <LoadState loaded={loaded} />;
  const { state, job } = view;
  const isRunning = job?.running === true;
  return (
    <section className="import" aria-label={view.fileName}>
      <h3>
        {view.fileName} <span className="pill">{t(`campaigns.importStates.${state}`)}</span>
      </h3>
      <p role="status">{isRunning ? t('campaigns.reading', { count: job.rows }) : ''}</p>
      {job?.failed !== null && job?.failed !== undefined && (
        <p className="notice" role="alert">
          {t('campaigns.fileRefused', { detail: job.failed })}
        </p>
      )}
      {isBeforeStored(state) && !isRunning && <ColumnMapping batchId={batchId} sent={sent} onChanged={loaded.reload} />}
      {view.report !== null && !isRunning && <ImportReport view={view} />}
      {state === 'previewed' && !isRunning && <ApplyButton batchId={batchId} onDone={loaded.reload} />}
    </section>
  );
}

function isBeforeStored(state: ImportView['state']): boolean {
  return ['uploaded', 'sniffed', 'mapped', 'validated', 'previewed'].includes(state);
}

function ApplyButton({ batchId, onDone }: { readonly batchId: string; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [problem, setProblem] = useState<unknown>();
  const apply = () => {
    setProblem(undefined);
    api('POST', `/api/imports/${batchId}/apply`).then(onDone, setProblem);
  };
  return (
    <>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {wordsOf(problem)}
        </p>
      )}
      <button type="button" className="primary" onClick={apply}>
        {t('campaigns.apply')}
      </button>
    </>
  );
}
