ALTER TABLE `campaigns` ADD `pacing` text;
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS `attempts_answered` ON `attempts` (`campaign_id`,`answered_at`) WHERE answered_at IS NOT NULL;
