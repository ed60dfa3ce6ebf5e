ALTER TABLE `donors` ADD `household` text;
--> statement-breakpoint
CREATE INDEX `donors_household` ON `donors` (`client_id`,`household`) WHERE "donors"."household" is not null;
--> statement-breakpoint
CREATE INDEX `contacts_held` ON `contacts` (`campaign_id`,`contact_id`) WHERE "contacts"."state" = 'held';
