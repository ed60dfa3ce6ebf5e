CREATE TABLE `hour_reasons` (
	`counter_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`segment` text NOT NULL,
	`agent_id` text NOT NULL,
	`hour` integer NOT NULL,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`times` integer DEFAULT 0 NOT NULL,
	`ms` integer DEFAULT 0 NOT NULL
);
CREATE INDEX `hour_reasons_kind` ON `hour_reasons` (`kind`,`hour`);
ALTER TABLE `attempts` ADD `refusal_reason` text;
ALTER TABLE `promises` ADD `offer_id` text;
ALTER TABLE `promises` ADD `offer_title` text;
ALTER TABLE `promises` ADD `offer_months` integer;
ALTER TABLE `promises` ADD `renews_on` text;
ALTER TABLE `promises` ADD `amended_at` integer;
ALTER TABLE `mandates` ADD `presented` integer DEFAULT 0 NOT NULL;
ALTER TABLE `mandates` ADD `presented_on` text;
CREATE INDEX `mandates_contact` ON `mandates` (`contact_id`);
CREATE INDEX `counted_promises_campaign` ON `counted_promises` (`campaign_id`,`agreed_at`);
