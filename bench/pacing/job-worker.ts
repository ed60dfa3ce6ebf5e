import { type Job, runJob } from './job.ts';

/* A process that runs worlds one after the other, as `job-pool.ts` sends them. */
process.on('message', (job) => {
  process.send?.(runJob(job as Job));
});
