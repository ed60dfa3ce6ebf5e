-- A list is dialed segment by segment, each in its own order.
ALTER TABLE `contacts` ADD `segment` text DEFAULT '' NOT NULL;
--> statement-breakpoint
-- 'held-out': never called, to see what calling changes.
ALTER TABLE `contacts` ADD `arm` text DEFAULT 'called' NOT NULL;
--> statement-breakpoint
DROP INDEX `contacts_due`;
--> statement-breakpoint
CREATE INDEX `contacts_due` ON `contacts` (`campaign_id`,`segment`,`due_slot`,`rank`,`due_at`,`contact_id`) WHERE due_slot IS NOT NULL;
