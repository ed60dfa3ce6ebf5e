CREATE TABLE `promises` (
	`promise_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`attempt_id` text,
	`agent_id` text,
	`kind` text NOT NULL,
	`amount_cents` integer,
	`currency` text NOT NULL,
	`frequency` text NOT NULL,
	`debit_day` integer,
	`ask_step` integer,
	`donor_named` integer NOT NULL,
	`channel` text,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`agreed_at` integer NOT NULL,
	`held` text,
	`held_because` text,
	`reviewed_at` integer,
	`link` integer NOT NULL,
	`sent_at` integer,
	`opened_at` integer,
	`iban_typed_at` integer,
	`signed_at` integer,
	`kept_at` integer,
	`failed_at` integer,
	`failure_code` text,
	`reminders` integer NOT NULL,
	`next_reminder_at` integer,
	`paid_cents` integer NOT NULL,
	`paused` integer NOT NULL,
	`paused_until` integer,
	`mandate_id` text
);
--> statement-breakpoint
CREATE INDEX `promises_attempt` ON `promises` (`attempt_id`);
--> statement-breakpoint
CREATE INDEX `promises_contact` ON `promises` (`contact_id`);
--> statement-breakpoint
CREATE INDEX `promises_campaign` ON `promises` (`campaign_id`,`promise_id`);
--> statement-breakpoint
CREATE INDEX `promises_due` ON `promises` (`next_reminder_at`) WHERE next_reminder_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `mandates` (
	`mandate_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`promise_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`rum` text NOT NULL,
	`creditor_id` text NOT NULL,
	`state` text NOT NULL,
	`held` text,
	`held_because` text,
	`drafted_at` integer NOT NULL,
	`sent_at` integer,
	`signed_at` integer,
	`method` text,
	`proof_hash` text,
	`exported_at` integer,
	`first_debit_at` integer,
	`last_debit_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mandates_rum` ON `mandates` (`rum`);
--> statement-breakpoint
CREATE INDEX `mandates_state` ON `mandates` (`client_id`,`state`);
--> statement-breakpoint
CREATE TABLE `promise_acts` (
	`act_key` text PRIMARY KEY NOT NULL,
	`promise_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `promise_details` (
	`promise_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`donor_id` text NOT NULL,
	`email` text,
	`phone` text,
	`postal` text,
	`name` text,
	`sealed_iban` text,
	`iban_country` text,
	`iban_last4` text,
	`bank_name` text,
	`bic` text,
	`code_hash` text,
	`code_sent_at` integer,
	`code_by` text,
	`code_tries_left` integer NOT NULL,
	`codes_sent` integer NOT NULL,
	`proof_text` text,
	`proof_at` integer,
	`proof_ip` text,
	`proof_last4` text
);
--> statement-breakpoint
CREATE INDEX `promise_details_donor` ON `promise_details` (`donor_id`);
--> statement-breakpoint
CREATE TABLE `creditors` (
	`client_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`creditor_id` text NOT NULL,
	`iban` text,
	`bic` text,
	`rum_prefix` text NOT NULL,
	`ceiling_monthly_cents` integer NOT NULL,
	`ceiling_one_off_cents` integer NOT NULL,
	`zone` text NOT NULL
);
