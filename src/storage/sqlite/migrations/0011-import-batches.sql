-- A file is taken in as a batch, so that it can be resumed after a crash, reported, and undone.
CREATE TABLE `import_batches` (
	`batch_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`settings` text NOT NULL,
	`report` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`applied_at` integer,
	`contacts_before` integer NOT NULL,
	`row_cursor` integer NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`suppressed` integer NOT NULL,
	`undo_cursor` text NOT NULL,
	`restored` integer NOT NULL,
	`removed` integer NOT NULL,
	`kept` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_batches_client` ON `import_batches` (`client_id`,`created_at`);
--> statement-breakpoint
-- What a batch changed of people who were known before: personal data, so an erasure empties it.
CREATE TABLE `import_changes` (
	`change_id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`donor_id` text NOT NULL,
	`before` text,
	`kept_because` text
);
--> statement-breakpoint
CREATE INDEX `import_changes_batch` ON `import_changes` (`batch_id`,`donor_id`);
--> statement-breakpoint
CREATE INDEX `import_changes_donor` ON `import_changes` (`donor_id`);
--> statement-breakpoint
-- How a client's files are to be read, by their headings.
CREATE TABLE `import_mappings` (
	`mapping_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`fingerprint` text NOT NULL,
	`headings` text NOT NULL,
	`mapping` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `import_mappings_client` ON `import_mappings` (`client_id`);
