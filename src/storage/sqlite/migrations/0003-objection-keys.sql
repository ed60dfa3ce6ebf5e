ALTER TABLE `numbers` ADD COLUMN `number_key` text;--> statement-breakpoint
CREATE INDEX `numbers_key` ON `numbers` (`number_key`) WHERE number_key IS NOT NULL;--> statement-breakpoint
ALTER TABLE `objections` ADD COLUMN `channel` text NOT NULL DEFAULT 'phone';--> statement-breakpoint
ALTER TABLE `objections` ADD COLUMN `reason` text NOT NULL DEFAULT 'not-stated';--> statement-breakpoint
CREATE TABLE `number_secret` (
	`one` integer PRIMARY KEY CHECK (`one` = 1),
	`check_value` text NOT NULL
);
