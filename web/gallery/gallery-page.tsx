import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { Icon, iconNames } from '../ui/icon.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { StateBadge, stateIcons } from '../ui/state-badge.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TimePlot } from '../ui/time-plot.tsx';
import type { Loaded } from '../ui/use-loaded.ts';
import '../ui/managers.css';
import './gallery.css';

/** Every part the pages are made of, in each of its states: to look at after a change of one of them. */
export function GalleryPage() {
  const { t } = useTranslation();
  return (
    <div className="gallery">
      <div className="page-head">
        <h1>{t('gallery.title')}</h1>
      </div>
      <Piece name={t('gallery.colours')}>
        <Colours />
      </Piece>
      <Piece name={t('gallery.buttons')}>
        <Buttons />
      </Piece>
      <Piece name={t('gallery.badges')}>
        <span className="gallery-row">
          {states.map((state) => (
            <StateBadge key={state} state={state} reason={state === 'paused' ? 'briefing' : null} />
          ))}
          <span className="pill">12</span>
          <span className="pill" data-on="true">
            {t('board.running')}
          </span>
        </span>
      </Piece>
      <Piece name={t('gallery.fields')}>
        <Fields />
      </Piece>
      <Piece name={t('gallery.loading')}>
        <LoadStates />
      </Piece>
      <Piece name={t('gallery.tabs')}>
        <TabsPiece />
      </Piece>
      <Piece name={t('gallery.tables')}>
        <Tables />
      </Piece>
      <Piece name={t('gallery.plots')}>
        <Plots />
      </Piece>
      <Piece name={t('gallery.icons')}>
        <ul className="gallery-icons">
          {iconNames.map((name) => (
            <li key={name}>
              <Icon name={name} />
              <small>{name}</small>
            </li>
          ))}
        </ul>
      </Piece>
    </div>
  );
}

const states = Object.keys(stateIcons) as (keyof typeof stateIcons)[];

function Piece({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="panel gallery-piece">
      <h2>{name}</h2>
      {children}
    </section>
  );
}

const tones = ['brand', 'green', 'blue', 'violet', 'amber', 'red', 'grey'] as const;

function Colours() {
  return (
    <ul className="gallery-row">
      {tones.map((tone) => (
        <li key={tone} className="gallery-tone" data-tone={tone}>
          {tone}
        </li>
      ))}
    </ul>
  );
}

function Buttons() {
  const { t } = useTranslation();
  const { tell } = useProblems();
  const words = t('gallery.button');
  return (
    <span className="gallery-row">
      <button type="button">{words}</button>
      <button type="button" className="primary" onClick={() => tell(t('app.unreachable'))}>
        {t('gallery.toast')}
      </button>
      <button type="button" className="stop">
        <Icon name="stop" />
        {words}
      </button>
      <button type="button" className="quiet">
        {words}
      </button>
      <button type="button" className="small">
        {words}
      </button>
      <button type="button" aria-pressed="true">
        {words}
      </button>
      <button type="button" disabled>
        {words}
      </button>
      <a className="button" href="/pieces">
        {t('gallery.link')}
      </a>
      <kbd>R</kbd>
    </span>
  );
}

function Fields() {
  const { t } = useTranslation();
  const label = t('cockpit.reason');
  return (
    <div className="gallery-fields">
      <Field label={label} hint={t('cockpit.reasonHint')}>
        {(aria) => <input {...aria} defaultValue="" />}
      </Field>
      <Field label={label} problem={t('cockpit.reasonMissing')}>
        {(aria) => <input {...aria} defaultValue="x" />}
      </Field>
      <Field label={t('cockpit.campaign')}>
        {(aria) => (
          <select {...aria}>
            <option>{t('reports.allCampaigns')}</option>
          </select>
        )}
      </Field>
    </div>
  );
}

const never = () => undefined;

function LoadStates() {
  const { t } = useTranslation();
  const waiting: Loaded<unknown> = { data: undefined, problem: undefined, isLoading: true, reload: never };
  const failed: Loaded<unknown> = { ...waiting, isLoading: false, problem: new ApiProblem('unreachable', '') };
  return (
    <>
      <LoadState loaded={waiting} />
      <LoadState loaded={failed} />
      <p className="notice">
        <Icon name="alert" />
        {t('app.offline')}
      </p>
      <p className="empty">{t('board.noCampaign')}</p>
    </>
  );
}

function TabsPiece() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<'settings' | 'why'>('settings');
  return (
    <Tabs
      label={t('cockpit.panels')}
      tabs={[
        { id: 'settings', name: t('cockpit.tabs.settings') },
        { id: 'why', name: t('cockpit.tabs.why') },
      ]}
      chosen={chosen}
      onChoose={setChosen}
    >
      <p>{t(`cockpit.tabs.${chosen}`)}</p>
    </Tabs>
  );
}

function Tables() {
  const { t } = useTranslation();
  return (
    <div className="wide-table">
      <table className="plain">
        <caption>{t('reports.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reports.figure')}</th>
            <th scope="col" className="number">
              {t('trial.before')}
            </th>
            <th scope="col" className="number">
              {t('trial.during')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('changes.figures.usefulPerHour')}</th>
            <td className="number">4,2</td>
            <td className="number">5,1</td>
          </tr>
          <tr data-risk="over">
            <th scope="row">{t('changes.figures.abandonment')}</th>
            <td className="number">1,2 %</td>
            <td className="number">3,4 %</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

const course = [3, 4, 4, 6, 5, 7, 6, 8];
const MINUTE_MS = 60_000;

function Plots() {
  const { t } = useTranslation();
  return (
    <div className="gallery-fields">
      <Sparkline series={[{ className: 'placed', values: course }]} label={t('gallery.plots')} />
      <TimePlot
        title={t('cockpit.agentsAndLines')}
        times={course.map((_, index) => index * MINUTE_MS)}
        from={0}
        to={7 * MINUTE_MS}
        series={[
          { id: 'talking', name: t('cockpit.talking'), now: '8', values: course, stacked: true },
          { id: 'ready', name: t('cockpit.ready'), now: '2', values: course.map((value) => value / 3), stacked: true },
        ]}
        leastTop={4}
        format={(value) => String(Math.round(value))}
      />
    </div>
  );
}
