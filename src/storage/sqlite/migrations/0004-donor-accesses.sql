CREATE TABLE `donor_accesses` (
	`access_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`donor_id` text NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`actor` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `donor_accesses_donor` ON `donor_accesses` (`donor_id`,`at`);
