CREATE TABLE `sign_in_events` (
	`event_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`user_id` text,
	`login_mark` text,
	`address` text NOT NULL,
	`program` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_events_org` ON `sign_in_events` (`org_id`,`event_id`);
--> statement-breakpoint
CREATE TABLE `passkeys` (
	`credential_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`made_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);
--> statement-breakpoint
ALTER TABLE `open_sessions` ADD `vouched` integer DEFAULT 0 NOT NULL;
