import { type CoursePair, courses, type WhatIfQuestion } from './compare.ts';
import { type Progress, progressOf } from './progress.ts';

export interface SimulationTask {
  readonly question: WhatIfQuestion;
  readonly first: number;
  readonly step: number;
  readonly progress: Progress;
}

/** The piscina worker: its share of the courses, as many as the time allows. */
export default function simulate({ question, first, step, progress }: SimulationTask): CoursePair[] {
  return courses(question, { first, step }, progressOf(progress));
}
