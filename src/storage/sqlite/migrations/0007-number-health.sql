CREATE TABLE `caller_id_days` (
	`counter_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`caller_id` text NOT NULL,
	`day` integer NOT NULL,
	`placed` integer NOT NULL,
	`answered` integer NOT NULL,
	`rejected` integer NOT NULL,
	`short` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS `attempts_answered` ON `attempts` (`campaign_id`,`answered_at`) WHERE answered_at IS NOT NULL;
