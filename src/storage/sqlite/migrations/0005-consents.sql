ALTER TABLE `campaigns` ADD `basis` text;
--> statement-breakpoint
ALTER TABLE `donors` ADD `audience` text;
--> statement-breakpoint
ALTER TABLE `donors` ADD `relations` text;
--> statement-breakpoint
ALTER TABLE `donors` ADD `relation_ended_on` text;
--> statement-breakpoint
CREATE TABLE `consents` (
	`consent_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`donor_id` text NOT NULL,
	`given_at` integer NOT NULL,
	`means` text NOT NULL,
	`evidence` text,
	`out_of_hours` integer NOT NULL,
	`withdrawn_at` integer,
	`source` text NOT NULL,
	`actor` text NOT NULL,
	`recorded_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consents_donor` ON `consents` (`donor_id`);
