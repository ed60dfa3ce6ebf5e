CREATE TABLE `line_minutes` (
	`line_minute_id` text PRIMARY KEY NOT NULL,
	`agent_id` text NOT NULL,
	`minute` integer NOT NULL,
	`samples` integer NOT NULL,
	`rtt_ms` real NOT NULL,
	`jitter_ms` real NOT NULL,
	`loss_percent` real NOT NULL,
	`mos` real NOT NULL,
	`verdict` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `line_minutes_agent` ON `line_minutes` (`agent_id`,`minute`);
--> statement-breakpoint
CREATE INDEX `line_minutes_age` ON `line_minutes` (`minute`);
