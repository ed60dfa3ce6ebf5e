import type { z } from 'zod';
import type {
  agentPromises,
  dispositionList,
  promiseAnswer,
  quizAnswer,
  spokenAnswer,
  suggestedResults,
  training,
} from '../../src/http/contract/index.ts';

/** Answers of the server that only the desk reads. */
export type AgentPromises = z.infer<typeof agentPromises>;
export type DispositionList = z.infer<typeof dispositionList>;
export type PromiseAnswer = z.infer<typeof promiseAnswer>;
export type QuizAnswer = z.infer<typeof quizAnswer>;
export type SpokenAnswer = z.infer<typeof spokenAnswer>;
export type SuggestedResults = z.infer<typeof suggestedResults>;
export type Lesson = z.infer<typeof training>['campaigns'][number];
