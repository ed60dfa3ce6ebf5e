import type { ExportLanguage, Table } from '../export/table.ts';
import { timeIn } from '../figures/period.ts';
import type { PresenceDay } from './presence.ts';

/**
 * The sheet of presence of employees: one row a day, with its times of day. Never of contractors: to count the presence of
 * someone who is paid by results is to treat him or her as an employee.
 */
export function timeSheet(
  days: readonly PresenceDay[],
  nameOf: (agentId: string) => string,
  zone: string,
  language: ExportLanguage,
): Table {
  const time = timeIn(zone);
  const title = language === 'fr' ? french : english;
  return {
    name: title.name,
    columns: [
      { title: title.person, kind: 'text' },
      { title: title.day, kind: 'date' },
      { title: title.times, kind: 'text' },
      { title: title.loggedIn, kind: 'hours' },
      { title: title.paused, kind: 'hours' },
      { title: title.unpaid, kind: 'hours' },
      { title: title.paid, kind: 'hours' },
    ],
    rows: days.map((day) => [
      nameOf(day.agentId),
      day.day,
      day.spans.map(({ from, to }) => `${time(from)}-${endOf(time(to))}`).join(', '),
      day.loggedInMs,
      day.pausedMs,
      day.unpaidPauseMs,
      day.loggedInMs - day.unpaidPauseMs,
    ]),
  };
}

/** A day that is worked to its end ends at 24:00. */
function endOf(time: string): string {
  return time === '00:00' ? '24:00' : time;
}

const french = {
  name: 'Feuille de présence',
  person: 'Salarié',
  day: 'Jour',
  times: 'Présence',
  loggedIn: 'Heures connectées',
  paused: 'Heures de pause',
  unpaid: 'dont non payées',
  paid: 'Heures payées',
};
const english: typeof french = {
  name: 'Time sheet',
  person: 'Employee',
  day: 'Day',
  times: 'Presence',
  loggedIn: 'Hours logged in',
  paused: 'Hours of pause',
  unpaid: 'of which unpaid',
  paid: 'Hours paid',
};
