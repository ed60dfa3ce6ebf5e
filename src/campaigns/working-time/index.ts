export { type Activity, activityStatement } from './activity-statement.ts';
export { type Employment, employments } from './employment.ts';
export { type PresenceDay, presenceDays, type StateStretch } from './presence.ts';
export { timeSheet } from './time-sheet.ts';
