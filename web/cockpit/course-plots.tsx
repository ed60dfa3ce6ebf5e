import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../src/http/contract/index.ts';
import { percent, shortLength } from '../i18n/format.ts';
import { TimePlot } from '../ui/time-plot.tsx';
import { COURSE_MS, type CoursePoint } from './course.ts';

interface CoursePlotsProps {
  readonly course: readonly CoursePoint[];
  readonly campaign: CampaignView;
  readonly now: number;
}

/** The last quarter of an hour: agents and lines, waiting, and abandonment against its allowance. */
export function CoursePlots({ course, campaign, now }: CoursePlotsProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const last = course.at(-1);
  const from = Math.max(now - COURSE_MS, Math.min(course[0]?.at ?? now, now - COURSE_MS / 5));
  const common = { times: course.map(({ at }) => at), from, to: now };
  const { abandonmentLimit } = campaign.rates;
  const share = (value: number | null | undefined) => percent(value ?? null, language, 1);
  const seconds = (value: number | null | undefined) => (value == null ? '–' : shortLength(value, language));
  const counted = (id: 'talking' | 'wrapUp' | 'ready' | 'ringing') => ({
    id,
    name: t(`cockpit.${id}`),
    now: String(last?.[id] ?? 0),
    values: course.map((point) => point[id]),
  });
  return (
    <div className="course">
      <TimePlot
        {...common}
        title={t('cockpit.agentsAndLines')}
        leastTop={4}
        format={(value) => String(Math.round(value))}
        series={[
          { ...counted('talking'), stacked: true },
          { ...counted('wrapUp'), stacked: true },
          { ...counted('ready'), stacked: true },
          counted('ringing'),
        ]}
      />
      <TimePlot
        {...common}
        title={t('cockpit.wait')}
        leastTop={30_000}
        format={(value) => shortLength(value, language)}
        series={[
          { id: 'wait', name: t('cockpit.waitNow'), now: seconds(last?.waitMs), values: course.map((p) => p.waitMs) },
        ]}
      />
      <TimePlot
        {...common}
        title={t('cockpit.abandonment')}
        leastTop={abandonmentLimit * 1.25}
        format={(value) => percent(value, language, 1)}
        series={[
          {
            id: 'abandonment',
            name: t('cockpit.rate'),
            now: share(last?.abandonment),
            values: course.map((p) => p.abandonment),
          },
          { id: 'bound', name: t('cockpit.bound'), now: share(last?.bound), values: course.map((p) => p.bound) },
          {
            id: 'limit',
            name: t('cockpit.limit'),
            now: share(abandonmentLimit),
            values: course.map(() => abandonmentLimit),
          },
        ]}
      />
      <p className="plot-axis" aria-hidden="true">
        <span>{t('cockpit.minutesAgo', { count: Math.round((now - from) / 60_000) })}</span>
        <span>{t('cockpit.nowAxis')}</span>
      </p>
    </div>
  );
}
