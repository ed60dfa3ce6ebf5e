ALTER TABLE `accounts` ADD `disabled_at` integer;
--> statement-breakpoint
UPDATE `accounts` SET `role` = 'administrator' WHERE `role` = 'admin';
--> statement-breakpoint
UPDATE `accounts` SET `role` = 'production-manager' WHERE `role` = 'manager';
--> statement-breakpoint
CREATE TABLE `account_changes` (
	`change_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`actor` text NOT NULL,
	`reason` text NOT NULL,
	`before` text,
	`after` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_changes_org` ON `account_changes` (`org_id`,`change_id`);
--> statement-breakpoint
CREATE TABLE `account_links` (
	`link_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL
);
