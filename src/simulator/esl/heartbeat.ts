import type { SwitchModel } from '../switch/switch-model.ts';

export const VERSION = '1.11.1-release+git~20260821T141014Z~cc93a683ca~64bit';

/** `0 years, 0 days, 0 hours, 11 minutes, 39 seconds, 247 milliseconds, 33 microseconds`. */
export function upTime(model: SwitchModel): string {
  const ms = Math.max(0, Math.floor(model.clock.now() - model.startedAt));
  const seconds = Math.floor(ms / 1_000);
  const days = Math.floor(seconds / 86_400);
  return (
    `${Math.floor(days / 365)} years, ${days % 365} days, ${Math.floor(seconds / 3_600) % 24} hours, ` +
    `${Math.floor(seconds / 60) % 60} minutes, ${seconds % 60} seconds, ${ms % 1_000} milliseconds, 0 microseconds`
  );
}

export function heartbeatHeaders(model: SwitchModel): string[] {
  const { limits } = model;
  return [
    'Event-Info',
    'System Ready',
    'Up-Time',
    upTime(model),
    'FreeSWITCH-Version',
    VERSION,
    'Uptime-msec',
    String(Math.floor(model.clock.now() - model.startedAt)),
    'Session-Count',
    String(model.channels.size),
    'Max-Sessions',
    String(limits.maxSessions),
    'Session-Per-Sec',
    String(limits.perSecond),
    'Session-Per-Sec-Last',
    String(limits.lastSecond),
    'Session-Per-Sec-Max',
    String(limits.peak),
    'Session-Per-Sec-FiveMin',
    String(limits.peak),
    'Session-Since-Startup',
    String(model.sessions),
    'Session-Peak-Max',
    String(model.peakSessions),
    'Session-Peak-FiveMin',
    String(model.peakSessions),
    'Idle-CPU',
    '90.000000',
  ];
}
