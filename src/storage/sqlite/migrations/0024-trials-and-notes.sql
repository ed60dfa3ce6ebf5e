CREATE TABLE `pacing_trials` (
	`trial_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`actor` text NOT NULL,
	`reason` text NOT NULL,
	`before` text NOT NULL,
	`tried` text NOT NULL,
	`began_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text
);
--> statement-breakpoint
CREATE INDEX `pacing_trials_campaign` ON `pacing_trials` (`campaign_id`,`began_at`);
--> statement-breakpoint
CREATE TABLE `floor_notes` (
	`note_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`from_user_id` text NOT NULL,
	`to_agent` integer NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer
);
--> statement-breakpoint
CREATE INDEX `floor_notes_agent` ON `floor_notes` (`agent_id`,`note_id`);
--> statement-breakpoint
CREATE INDEX `floor_notes_age` ON `floor_notes` (`at`);
