import { useTranslation } from 'react-i18next';
import type { ReportAnswer } from '../../src/http/contract/index.ts';
import { type FigureSet, isInSet } from './figure-sets.ts';
import { figureWords } from './figure-words.ts';

interface ReportTableProps {
  readonly report: ReportAnswer;
  readonly set: FigureSet;
  readonly language: string;
  readonly chosen: string;
  readonly onChoose: (figureId: string) => void;
}

type Group = ReportAnswer['groups'][number];

/** Figures down, groups across while they are few; otherwise groups down and figures across. */
export function ReportTable({ report, set, language, chosen, onChoose }: ReportTableProps) {
  const { t } = useTranslation();
  const figures = report.figures.filter(({ id }) => isInSet(set, id));
  const groups = report.groups;
  const figureOf = (group: Group, id: string) => group.values.find((value) => value.id === id);
  if (groups.length <= 4)
    return (
      <div className="wide-table few-groups">
        <table className="plain report-table">
          <caption className="hidden">{t('reports.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('reports.figure')}</th>
              {groups.map(({ key, name }) => (
                <th key={key} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map(({ id, title, kind }) => (
              <tr key={id}>
                <th scope="row">
                  <FigureName id={id} title={title} isChosen={id === chosen} onChoose={onChoose} />
                </th>
                {groups.map((group) => (
                  <ValueCell key={group.key} kind={kind} value={figureOf(group, id)} language={language} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  return (
    <div className="wide-table">
      <table className="plain report-table">
        <caption className="hidden">{t('reports.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`reports.by.${report.by}`, { defaultValue: report.by })}</th>
            {figures.map(({ id, title }) => (
              <th key={id} scope="col" className="number">
                <FigureName id={id} title={title} isChosen={id === chosen} onChoose={onChoose} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{group.name}</th>
              {figures.map(({ id, kind }) => (
                <ValueCell key={id} kind={kind} value={figureOf(group, id)} language={language} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FigureNameProps {
  readonly id: string;
  readonly title: string;
  readonly isChosen: boolean;
  readonly onChoose: (figureId: string) => void;
}

/** Chooses the figure that is drawn. */
function FigureName({ id, title, isChosen, onChoose }: FigureNameProps) {
  return (
    <button type="button" className="figure-name" aria-pressed={isChosen} onClick={() => onChoose(id)}>
      {title}
    </button>
  );
}

interface ValueCellProps {
  readonly kind: string;
  readonly value: Group['values'][number] | undefined;
  readonly language: string;
}

function ValueCell({ kind, value, language }: ValueCellProps) {
  const { t } = useTranslation();
  const { share = null, before = null, difference = null } = value ?? {};
  const words = (each: number | null) => figureWords(kind, each, language);
  return (
    <td className="number">
      {words(value?.value ?? null)}
      {share !== null && share.value !== null && (
        <small>
          {words(share.low)} – {words(share.high)}
        </small>
      )}
      {before !== null && (
        <small data-clear={difference?.beyondChance === true || undefined}>
          {t('reports.before', { value: words(before) })}
        </small>
      )}
    </td>
  );
}
