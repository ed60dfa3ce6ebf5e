CREATE TABLE `care_settings` (
	`setting_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text,
	`care_limit` text NOT NULL,
	`scope` text NOT NULL,
	`value` integer NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
);
