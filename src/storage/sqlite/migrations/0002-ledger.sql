-- The evidence ledger (src/compliance/ledger): appended to, never changed. Only `ledger_inputs` may lose rows, by an erasure.
CREATE TABLE `ledger_records` (
	`position` integer PRIMARY KEY NOT NULL,
	`chain` text NOT NULL,
	`seq` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`event_id` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`commitments` text NOT NULL,
	`prev_hash` text NOT NULL,
	`checks` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_heads` (
	`chain` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_rulesets` (
	`hash` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_inputs` (
	`position` integer PRIMARY KEY NOT NULL,
	`contact_id` text,
	`number_id` text,
	`inputs` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_people` (
	`number_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`number_id`, `position`)
) WITHOUT ROWID;
