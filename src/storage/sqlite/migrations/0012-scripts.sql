ALTER TABLE `campaigns` ADD `script` text;
--> statement-breakpoint
ALTER TABLE `contacts` ADD `callbacks` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
CREATE TABLE `scripts` (
	`script_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	`drafted_at` integer NOT NULL,
	`drafted_by` text NOT NULL,
	`approved_at` integer,
	`approved_by` text,
	`on_behalf` text,
	`live_at` integer
);
--> statement-breakpoint
CREATE INDEX `scripts_campaign` ON `scripts` (`campaign_id`,`version`);
--> statement-breakpoint
CREATE TABLE `certifications` (
	`certification_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`version` integer NOT NULL,
	`right_answers` integer NOT NULL,
	`asked` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`passed` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `certifications_agent` ON `certifications` (`agent_id`);
--> statement-breakpoint
CREATE TABLE `step_visits` (
	`visit_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`attempt_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	`talking` integer NOT NULL,
	`ticked` integer NOT NULL,
	`objection` integer
);
--> statement-breakpoint
CREATE INDEX `step_visits_attempt` ON `step_visits` (`attempt_id`,`at`);
--> statement-breakpoint
CREATE TABLE `useful_contacts` (
	`attempt_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`agent_id` text,
	`at` integer NOT NULL,
	`useful` integer NOT NULL,
	`reasons` text NOT NULL,
	`talk_ms` integer NOT NULL,
	`script_version` integer,
	`asks` text NOT NULL,
	`objections` text NOT NULL,
	`disputed_at` integer,
	`disputed_by` text,
	`dispute_reason` text,
	`arbitrated_at` integer,
	`arbitrated_by` text,
	`arbitration_reason` text
);
--> statement-breakpoint
CREATE INDEX `useful_contacts_disputed` ON `useful_contacts` (`org_id`,`disputed_at`) WHERE disputed_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `callbacks` (
	`contact_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`owner_id` text,
	`nth` integer NOT NULL,
	`set_at` integer NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`missed_at` integer,
	`ended_as` text
);
--> statement-breakpoint
CREATE INDEX `callbacks_owed` ON `callbacks` (`org_id`,`from_at`) WHERE ended_as IS NULL;
--> statement-breakpoint
CREATE TABLE `protections` (
	`contact_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`flagged_at` integer NOT NULL,
	`outcome` text,
	`reviewed_at` integer,
	`reviewed_by` text
);
--> statement-breakpoint
CREATE INDEX `protections_open` ON `protections` (`org_id`,`flagged_at`) WHERE outcome IS NULL;
