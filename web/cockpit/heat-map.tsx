import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallableAnswer } from '../../src/http/contract/index.ts';
import { dayOf } from '../i18n/format.ts';
import { dayAndTime, inLanguage } from '../i18n/managers-format.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { type HeatCell, type HeatDay, heatWeek, hoursShown } from './heat-week.ts';
import { Blocked } from './why-panel.tsx';

/** Contacts that may be called, by hour of the week to come, with the rule behind each grey cell. */
export function HeatPanel({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  const loaded = useLoaded<CallableAnswer>(`/api/campaigns/${campaignId}/callable`);
  const { data, isLoading, reload } = loaded;
  return (
    <div className="heat">
      <div className="pace-buttons">
        <button type="button" onClick={reload} disabled={isLoading}>
          {t(isLoading ? 'why.busy' : 'why.again')}
        </button>
        {data !== undefined && (
          <span>
            {t('heat.callable', { count: data.callable, looked: data.looked })}
            {!data.complete && ` ${t('why.incomplete')}`}
          </span>
        )}
      </div>
      <LoadState loaded={loaded} waiting={t('why.busy')} />
      {data !== undefined && (
        <>
          <HeatMap week={data.week} />
          <Blocked blocked={data.blocked} />
        </>
      )}
    </div>
  );
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function HeatMap({ week }: { readonly week: CallableAnswer['week'] }) {
  const { t, i18n } = useTranslation();
  const days = heatWeek(week);
  const hours = hoursShown(days);
  const [place, setPlace] = useState<Place>(() => firstPlace(days, hours));
  const grid = useRef<HTMLTableElement>(null);
  const chosen = days[place.row]?.cells[hours[place.column] ?? 0];

  const move = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, days.length, hours.length);
    if (next === undefined) return;
    event.preventDefault();
    // Focus chooses; an hour that isn't there leaves it where it is.
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}-${next.column}"]`)?.focus();
  };

  return (
    <>
      <div className="wide-table">
        <table className="heat-map" aria-label={t('heat.title')} ref={grid}>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden">{t('heat.day')}</span>
              </th>
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {t('heat.hour', { hour })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day, row) => (
              <HeatRow
                key={day.day}
                day={day}
                row={row}
                hours={hours}
                place={place}
                rules={week.rules}
                onChoose={setPlace}
                onMove={move}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="heat-words" aria-live="polite">
        {chosen === undefined ? t('heat.choose') : cellWords(chosen, week.rules, i18n.language, t)}
      </p>
    </>
  );
}

interface HeatRowProps {
  readonly day: HeatDay;
  readonly row: number;
  readonly hours: readonly number[];
  readonly place: Place;
  readonly rules: CallableAnswer['week']['rules'];
  readonly onChoose: (place: Place) => void;
  readonly onMove: (event: KeyboardEvent) => void;
}

function HeatRow({ day, row, hours, place, rules, onChoose, onMove }: HeatRowProps) {
  const { t, i18n } = useTranslation();
  return (
    <tr>
      <th scope="row">{dayOf(day.at, i18n.language)}</th>
      {hours.map((hour, column) => {
        const cell = day.cells[hour];
        const isChosen = place.row === row && place.column === column;
        return (
          <td key={hour}>
            {cell !== undefined && (
              <button
                type="button"
                data-place={`${row}-${column}`}
                data-closed={cell.contacts === 0 || undefined}
                data-strong={cell.share > 0.55 || undefined}
                aria-pressed={isChosen}
                aria-label={cellWords(cell, rules, i18n.language, t)}
                title={cellWords(cell, rules, i18n.language, t)}
                tabIndex={isChosen ? 0 : -1}
                style={{ ['--share' as string]: `${Math.round(cell.share * 100)}%` }}
                onClick={() => onChoose({ row, column })}
                onFocus={() => onChoose({ row, column })}
                onKeyDown={onMove}
              >
                {cell.contacts === 0 ? '–' : cell.contacts}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The first hour of the week that has a column: the days begin in the middle of one. */
function firstPlace(days: readonly HeatDay[], hours: readonly number[]): Place {
  const row = days.findIndex(({ cells }) => hours.some((hour) => cells[hour] !== undefined));
  const column = hours.findIndex((hour) => days[row]?.cells[hour] !== undefined);
  return { row: Math.max(0, row), column: Math.max(0, column) };
}

/** Where a key leads to; undefined: the key is not for the grid. */
function placeAfter(key: string, { row, column }: Place, rows: number, columns: number): Place | undefined {
  const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(row - 1, rows), column };
    case 'ArrowDown':
      return { row: clamp(row + 1, rows), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, columns) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return undefined;
  }
}

type Translate = ReturnType<typeof useTranslation>['t'];

function cellWords(
  { at, contacts, rule }: HeatCell,
  rules: CallableAnswer['week']['rules'],
  language: string,
  t: Translate,
): string {
  const when = dayAndTime(at, language);
  if (contacts > 0) return t('heat.open', { when, count: contacts });
  const closing = rule === null ? undefined : rules[rule];
  if (closing === undefined) return t('heat.nobodyDue', { when });
  return t('heat.closed', { when, words: inLanguage(closing.words, language), rule: closing.ruleId });
}
