export { type AgentTime, agentHours, type HourAddition, pauseBegun } from './agent-time.ts';
export { askReport, canCompare, groupNames } from './ask-report.ts';
export { beforeAfter } from './before-after.ts';
export { type CampaignChange, CHANGES_GIVEN } from './campaign-change.ts';
export { withCost } from './cost.ts';
export { type Figures, figures } from './figures.ts';
export { groupHours, type HourOfClient, type HourSum, hoursAsked, isAsked, keyOfHour } from './group-hours.ts';
export { hourOf } from './hour-parts.ts';
export { isZone, type Period, periodOf, today } from './period.ts';
export {
  type PromiseFigure,
  type PromiseGrouping,
  type PromiseQuestion,
  type PromiseTally,
  promiseFigures,
  promiseGroupings,
  promiseGroupName,
  promiseTable,
} from './promise-figures.ts';
export { type FigureGroup, type FigureGrouping, type FiguresQuestion, figureGroupings } from './question.ts';
export type { ReasonCount, ReasonKind } from './reason-count.ts';
export {
  groupReasons,
  type ReasonFigure,
  type ReasonQuestion,
  type ReasonSum,
  reasonSums,
  reasonTable,
  reasonWords,
} from './reasons.ts';
export { groupTitle, type ReportGroup, type ReportMoney, reportTable } from './report.ts';
export { reportColumns } from './report-columns.ts';
export { reportText } from './report-text.ts';
export { resultDifference } from './result-counts.ts';
export { type HourCount, hourCounts, type Tally, tally } from './tally.ts';
