ALTER TABLE `accounts` ADD `email` text;
--> statement-breakpoint
CREATE TABLE `second_factors` (
	`user_id` text PRIMARY KEY NOT NULL,
	`sealed_secret` text NOT NULL,
	`confirmed_at` integer,
	`last_step` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_user` ON `recovery_codes` (`user_id`);
--> statement-breakpoint
CREATE TABLE `open_sessions` (
	`session_key` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`used_at` integer NOT NULL,
	`address` text NOT NULL,
	`program` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`key_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`client_ids` text NOT NULL,
	`read_only` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`key_hash`);
--> statement-breakpoint
CREATE INDEX `api_keys_org` ON `api_keys` (`org_id`,`key_id`);
