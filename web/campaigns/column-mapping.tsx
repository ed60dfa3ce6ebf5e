import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportLook } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { inLanguage } from '../i18n/managers-format.ts';
import { useProblemWords } from '../problems.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { leadColumns } from './lead-columns.ts';
import type { LookedImport } from './upload-file.ts';

type Column = ImportLook['columns'][number];

interface ColumnMappingProps {
  readonly batchId: string;
  readonly sent: LookedImport | undefined;
  readonly onChanged: () => void;
}

/** The first rows of the file, and what each of its columns is taken for. */
export function ColumnMapping({ batchId, sent, onChanged }: ColumnMappingProps) {
  const { t } = useTranslation();
  const loaded = useLoaded<LookedImport>(sent === undefined ? `/api/imports/${batchId}/look` : undefined);
  const [read, setRead] = useState<LookedImport>();
  const [chosen, setChosen] = useState<Readonly<Record<string, Column>>>({});
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const wordsOf = useProblemWords();
  const look = (read ?? sent ?? loaded.data)?.look;
  if (look === undefined) return <LoadState loaded={loaded} />;

  const columnOf = (heading: string, index: number): Column =>
    chosen[heading] === undefined ? (look.columns[index] ?? null) : (chosen[heading] ?? null);
  const run = (act: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    act()
      .then(onChanged, setProblem)
      .finally(() => setBusy(false));
  };
  const preview = async () => {
    const mapping = Object.fromEntries(look.headings.map((heading, index) => [heading, columnOf(heading, index)]));
    setRead(await api<LookedImport>('POST', `/api/imports/${batchId}/reading`, { ...settings(look), mapping }));
    await api('POST', `/api/imports/${batchId}/preview`);
  };

  return (
    <>
      <Issues look={look} />
      <div className="wide-table">
        <table className="plain mapping">
          <caption>{t('campaigns.mapping')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('campaigns.heading')}</th>
              <th scope="col">{t('campaigns.example')}</th>
              <th scope="col">{t('campaigns.takenFor')}</th>
            </tr>
          </thead>
          <tbody>
            {look.headings.map((heading, index) => (
              <tr key={heading}>
                <th scope="row">{heading}</th>
                <td>{example(look, index)}</td>
                <td>
                  <select
                    aria-label={t('campaigns.takenForOf', { heading })}
                    value={columnOf(heading, index) ?? ''}
                    onChange={({ target }) =>
                      setChosen({ ...chosen, [heading]: target.value === '' ? null : (target.value as Column) })
                    }
                  >
                    <option value="">{t('campaigns.leftAside')}</option>
                    {leadColumns.map((column) => (
                      <option key={column} value={column}>
                        {t(`campaigns.columns.${column}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {wordsOf(problem)}
        </p>
      )}
      <button type="button" className="primary" disabled={isBusy} onClick={() => run(preview)}>
        {t(isBusy ? 'campaigns.busy' : 'campaigns.preview')}
      </button>
    </>
  );
}

function settings({ sheet, headerRow }: ImportLook) {
  return { ...(sheet === null ? {} : { sheet }), ...(headerRow === null ? {} : { headerRow }) };
}

/** The first cell of the column that says something. */
function example({ start, headerRow }: ImportLook, index: number): string {
  const rows = start.filter(({ row }) => row > (headerRow ?? 0));
  return rows.map(({ cells }) => cells[index] ?? '').find((cell) => cell !== '') ?? '';
}

function Issues({ look }: { readonly look: ImportLook }) {
  const { i18n, t } = useTranslation();
  const told = look.issues.filter(({ severity }) => severity !== 'info');
  if (told.length === 0) return null;
  return (
    <ul className="issues" aria-label={t('campaigns.issues')}>
      {told.map((issue) => (
        <li key={`${issue.row} ${issue.code} ${issue.column ?? ''}`} className="notice">
          {inLanguage(issue, i18n.language)}
        </li>
      ))}
    </ul>
  );
}
