import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { scriptDetail, scriptVersions } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { useProblems } from '../../problems.tsx';
import { Field } from '../../ui/field.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';

type Versions = z.infer<typeof scriptVersions>;
type Version = Versions['versions'][number];

/** The words of the campaign: taken from another one or from a file, agreed to by the charity, and live. */
export function ScriptStep({ campaign, choices, onGo }: CampaignStepProps) {
  const { t } = useTranslation();
  const path = `/api/campaigns/${campaign.campaignId}/scripts`;
  const loaded = useLoaded<Versions>(path);
  const versions = loaded.data?.versions ?? [];
  return (
    <>
      <LoadState loaded={loaded} />
      {loaded.data !== undefined && versions.length === 0 && <p className="muted">{t('campaigns.noScript')}</p>}
      <ul className="versions">
        {versions.map((version) => (
          <li key={version.version}>
            <VersionRow path={path} version={version} onDone={loaded.reload} />
          </li>
        ))}
      </ul>
      <DraftForm
        path={path}
        scripts={choices.scripts.filter(({ campaignId }) => campaignId !== campaign.campaignId)}
        onDone={loaded.reload}
        onGo={onGo}
      />
    </>
  );
}

interface DraftFormProps extends Pick<CampaignStepProps, 'onGo'> {
  readonly path: string;
  readonly scripts: CampaignStepProps['choices']['scripts'];
  readonly onDone: () => void;
}

function DraftForm({ path, scripts, onDone, onGo }: DraftFormProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState('');
  const [file, setFile] = useState<File>();
  const { form, isBusy, wrong, submit } = useStepForm();
  const hasChosen = source !== '' || file !== undefined;
  const act = async () => {
    if (!hasChosen) return onGo('results');
    await api('POST', path, { document: file === undefined ? await copied(source) : await read(file) });
    setSource('');
    setFile(undefined);
    form.current?.reset();
    onDone();
  };
  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      <Field label={t('campaigns.scriptFrom')} hint={t('campaigns.scriptFromHint')}>
        {(aria) => (
          <select {...aria} value={source} onChange={({ target }) => setSource(target.value)}>
            <option value="">{t('campaigns.scriptNone')}</option>
            {scripts.map(({ campaignId, name, version, title }) => (
              <option key={campaignId} value={`${campaignId}/scripts/${version}`}>
                {t('campaigns.scriptOf', { name, version, title })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('campaigns.scriptFile')} hint={t('campaigns.scriptFileHint')} problem={wrongDocument()}>
        {(aria) => (
          <input
            {...aria}
            type="file"
            accept="application/json,.json"
            onChange={({ target }: ChangeEvent<HTMLInputElement>) => setFile(target.files?.[0])}
          />
        )}
      </Field>
      <StepButtons
        step="script"
        isBusy={isBusy}
        onBack={onGo}
        submit={hasChosen ? 'campaigns.scriptDraft' : 'campaigns.next'}
      />
    </form>
  );

  function wrongDocument(): string | undefined {
    return wrong('document');
  }
}

async function copied(source: string): Promise<unknown> {
  const { document } = await api<z.infer<typeof scriptDetail>>('GET', `/api/campaigns/${source}`);
  return document;
}

/** What is no JSON is an empty document: the server then names what is missing. */
async function read(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    return {};
  }
}

interface VersionRowProps {
  readonly path: string;
  readonly version: Version;
  readonly onDone: () => void;
}

function VersionRow({ path, version, onDone }: VersionRowProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const own = `${path}/${version.version}`;
  const [draft, change, forget] = useDraft(`${own}.approval`, { onBehalf: '' });
  const { form, isBusy, wrong, submit } = useStepForm();
  const approve = async () => {
    await api('POST', `${own}/approve`, draft.onBehalf === '' ? {} : draft);
    forget();
    onDone();
  };
  return (
    <form ref={form} className="version" noValidate onSubmit={submit(approve)}>
      <p>
        {t('campaigns.version', { version: version.version })}{' '}
        <span className="pill" data-on={version.state === 'live'}>
          {t(`campaigns.scriptStates.${version.state}`)}
        </span>
      </p>
      {version.state === 'draft' && (
        <>
          <TextField
            label={t('campaigns.onBehalf')}
            hint={t('campaigns.onBehalfHint')}
            problem={wrong('onBehalf')}
            value={draft.onBehalf}
            onText={(text) => change({ onBehalf: text })}
          />
          <button type="submit" disabled={isBusy}>
            {t('campaigns.approve')}
          </button>
        </>
      )}
      {version.state === 'approved' && (
        <button
          type="button"
          className="primary"
          onClick={() => void run(() => api('POST', `${own}/live`, {}).then(onDone))}
        >
          {t('campaigns.goLive')}
        </button>
      )}
    </form>
  );
}
