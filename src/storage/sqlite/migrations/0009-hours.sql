-- What was counted in each hour, written with its events; a database with a past is filled by `foyer report --recount`.
CREATE TABLE `hours` (
	`counter_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`segment` text NOT NULL,
	`agent_id` text NOT NULL,
	`hour` integer NOT NULL,
	`received` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`closed` integer DEFAULT 0 NOT NULL,
	`dials` integer DEFAULT 0 NOT NULL,
	`answered` integer DEFAULT 0 NOT NULL,
	`abandoned` integer DEFAULT 0 NOT NULL,
	`connected` integer DEFAULT 0 NOT NULL,
	`right_person` integer DEFAULT 0 NOT NULL,
	`useful` integer DEFAULT 0 NOT NULL,
	`monthly_promises` integer DEFAULT 0 NOT NULL,
	`one_off_promises` integer DEFAULT 0 NOT NULL,
	`undetermined_promises` integer DEFAULT 0 NOT NULL,
	`monthly_cents` integer DEFAULT 0 NOT NULL,
	`one_off_cents` integer DEFAULT 0 NOT NULL,
	`signed` integer DEFAULT 0 NOT NULL,
	`signed_in7` integer DEFAULT 0 NOT NULL,
	`signed_in14` integer DEFAULT 0 NOT NULL,
	`signed_in30` integer DEFAULT 0 NOT NULL,
	`signed_monthly_cents` integer DEFAULT 0 NOT NULL,
	`paid` integer DEFAULT 0 NOT NULL,
	`paid_cents` integer DEFAULT 0 NOT NULL,
	`objections` integer DEFAULT 0 NOT NULL,
	`complaints` integer DEFAULT 0 NOT NULL,
	`talk_ms` integer DEFAULT 0 NOT NULL,
	`hold_ms` integer DEFAULT 0 NOT NULL,
	`wrap_up_ms` integer DEFAULT 0 NOT NULL,
	`logged_in_ms` integer DEFAULT 0 NOT NULL,
	`pauses` integer DEFAULT 0 NOT NULL,
	`paused_ms` integer DEFAULT 0 NOT NULL,
	`unpaid_pause_ms` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hours_campaign` ON `hours` (`campaign_id`,`hour`);
--> statement-breakpoint
CREATE INDEX `hours_client` ON `hours` (`client_id`,`hour`);
--> statement-breakpoint
CREATE TABLE `agent_times` (
	`agent_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`state` text NOT NULL,
	`reason` text,
	`since` integer NOT NULL,
	`campaign_ids` text NOT NULL,
	`campaign_id` text,
	`segment` text NOT NULL,
	`supervisor` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `counted_promises` (
	`promise_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`segment` text NOT NULL,
	`agent_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`agreed_at` integer NOT NULL,
	`kind` text NOT NULL,
	`frequency` text NOT NULL,
	`amount_cents` integer NOT NULL,
	`signed_at` integer,
	`paid_cents` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counted_promises_contact` ON `counted_promises` (`contact_id`);
--> statement-breakpoint
CREATE TABLE `campaign_changes` (
	`change_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`reason` text
);
--> statement-breakpoint
CREATE INDEX `campaign_changes_campaign` ON `campaign_changes` (`campaign_id`,`at`);
--> statement-breakpoint
ALTER TABLE `attempts` ADD `segment` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `attempts` ADD `counted_at` integer;
--> statement-breakpoint
ALTER TABLE `attempts` ADD `counted_agent` text;
--> statement-breakpoint
ALTER TABLE `attempts` ADD `objected_at` integer;
