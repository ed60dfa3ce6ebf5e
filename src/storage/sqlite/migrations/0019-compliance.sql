CREATE INDEX `objections_attempt` ON `objections` (`attempt_id`) WHERE attempt_id IS NOT NULL;
