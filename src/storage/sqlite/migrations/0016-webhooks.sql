CREATE TABLE `webhooks` (
	`webhook_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`url` text NOT NULL,
	`event_types` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_failures` (
	`webhook_id` text NOT NULL REFERENCES `webhooks`(`webhook_id`) ON DELETE CASCADE,
	`event_id` text NOT NULL,
	`position` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`failed_at` integer NOT NULL,
	`words` text NOT NULL,
	PRIMARY KEY(`webhook_id`, `event_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `webhook_failures_due` ON `webhook_failures` (`next_at`) WHERE next_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `sent_messages` (
	`message_key` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`at` integer NOT NULL,
	`reference` text
);
--> statement-breakpoint
CREATE INDEX `sent_messages_at` ON `sent_messages` (`at`);
