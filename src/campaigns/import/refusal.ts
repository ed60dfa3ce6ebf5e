import type { LeadIssue } from './issue.ts';

/** A file that cannot be used at all, with what a person can do about it. */
export class LeadRefusal extends Error {
  readonly issue: LeadIssue;

  constructor(issue: LeadIssue) {
    super(issue.en);
    this.name = 'LeadRefusal';
    this.issue = issue;
  }
}
