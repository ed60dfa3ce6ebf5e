CREATE TABLE `accounts` (
	`user_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`login` text NOT NULL,
	`password_hash` text NOT NULL,
	`display_name` text NOT NULL,
	`role` text NOT NULL,
	`client_ids` text NOT NULL,
	`agent_id` text,
	`skills` text NOT NULL,
	`campaign_ids` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_login` ON `accounts` (`login`);--> statement-breakpoint
CREATE INDEX `accounts_org` ON `accounts` (`org_id`);--> statement-breakpoint
CREATE TABLE `agent_sessions` (
	`agent_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`logged_in_at` integer NOT NULL,
	`line` text NOT NULL,
	`line_leg_id` text,
	`switch_id` text,
	`campaign_ids` text NOT NULL,
	`skills` text NOT NULL,
	`supervisor` integer NOT NULL,
	`attempt_id` text,
	`pause_reason` text,
	`last_call` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `attempts` (
	`attempt_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`number_id` text NOT NULL,
	`leg_id` text NOT NULL,
	`switch_id` text NOT NULL,
	`gateway_id` text NOT NULL,
	`mode` text NOT NULL,
	`reserved_agent_id` text,
	`agent_id` text,
	`trunk_leg_id` text,
	`planned_at` integer NOT NULL,
	`placed_at` integer,
	`ringing_at` integer,
	`answered_at` integer,
	`bridged_at` integer,
	`abandoned_at` integer,
	`ended_at` integer,
	`outcome` text,
	`cause` text,
	`sip_status` integer,
	`ended_by` text,
	`ring_ms` integer,
	`talk_ms` integer,
	`disposition` text,
	`disposed_at` integer,
	`callback_at` integer
);
--> statement-breakpoint
CREATE INDEX `attempts_number` ON `attempts` (`number_id`,`planned_at`);--> statement-breakpoint
CREATE INDEX `attempts_open` ON `attempts` (`planned_at`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `attempts_wrap_up` ON `attempts` (`agent_id`) WHERE ended_at IS NOT NULL AND agent_id IS NOT NULL AND disposition IS NULL;--> statement-breakpoint
CREATE TABLE `campaign_counts` (
	`counter_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`name` text NOT NULL,
	`total` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `campaigns` (
	`campaign_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`settings` text NOT NULL,
	`put_status` text NOT NULL,
	`put_mode` text NOT NULL,
	`put_position` integer NOT NULL,
	`status` text NOT NULL,
	`mode` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaigns_org` ON `campaigns` (`org_id`);--> statement-breakpoint
CREATE TABLE `contact_tallies` (
	`campaign_id` text NOT NULL,
	`state` text NOT NULL,
	`due_slot` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`campaign_id`, `state`, `due_slot`)
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`contact_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`donor_id` text NOT NULL,
	`rank` real NOT NULL,
	`imported_at` integer NOT NULL,
	`suppressed` integer NOT NULL,
	`reachable` integer NOT NULL,
	`lived_state` text NOT NULL,
	`due_at` integer,
	`attempts` integer NOT NULL,
	`technical_failures` integer NOT NULL,
	`busy_today` integer NOT NULL,
	`soft_refusals` integer NOT NULL,
	`agent_required` integer NOT NULL,
	`owner_id` text,
	`state` text GENERATED ALWAYS AS (CASE WHEN suppressed = 1 THEN 'suppressed' WHEN reachable = 0 AND lived_state IN ('ready', 'callback') THEN 'closed' ELSE lived_state END) STORED,
	`due_slot` integer GENERATED ALWAYS AS (CASE WHEN suppressed = 0 AND reachable = 1 AND lived_state IN ('ready', 'callback') THEN due_at / 900000 END) STORED
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_donor_campaign` ON `contacts` (`donor_id`,`campaign_id`);--> statement-breakpoint
CREATE INDEX `contacts_due` ON `contacts` (`campaign_id`,`due_slot`,`rank`,`due_at`,`contact_id`) WHERE due_slot IS NOT NULL;--> statement-breakpoint
CREATE TABLE `donors` (
	`donor_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`donor_code` text NOT NULL,
	`civility` text,
	`first_name` text,
	`last_name` text,
	`company` text,
	`address` text,
	`postal_code` text,
	`city` text,
	`country` text,
	`email` text,
	`last_gift_cents` integer,
	`last_gift_on` text,
	`total_gifts_cents` integer,
	`gift_count` integer,
	`comment` text,
	`suppressed_because` text,
	`imported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `donors_client_code` ON `donors` (`client_id`,`donor_code`);--> statement-breakpoint
CREATE TABLE `events` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`stream` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text,
	`type` text NOT NULL,
	`version` integer NOT NULL,
	`actor` text NOT NULL,
	`cause_id` text,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id` ON `events` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `events_stream_seq` ON `events` (`stream`,`seq`);--> statement-breakpoint
CREATE INDEX `events_at` ON `events` (`at`);--> statement-breakpoint
CREATE TABLE `legs` (
	`leg_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`switch_id` text NOT NULL,
	`gateway_id` text NOT NULL,
	`planned_at` integer NOT NULL,
	`placed_at` integer,
	`failed_over_at` integer,
	`cause` text
);
--> statement-breakpoint
CREATE INDEX `legs_attempt` ON `legs` (`attempt_id`);--> statement-breakpoint
CREATE TABLE `numbers` (
	`number_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text NOT NULL,
	`donor_id` text,
	`e164` text NOT NULL,
	`kind` text NOT NULL,
	`zones` text NOT NULL,
	`holiday_regions` text NOT NULL,
	`place` integer NOT NULL,
	`listed` integer NOT NULL,
	`dead` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `numbers_donor_e164` ON `numbers` (`donor_id`,`e164`);--> statement-breakpoint
CREATE INDEX `numbers_e164` ON `numbers` (`e164`);--> statement-breakpoint
CREATE TABLE `objections` (
	`objection_id` text PRIMARY KEY NOT NULL,
	`org_id` text NOT NULL,
	`client_id` text,
	`campaign_id` text,
	`number_id` text NOT NULL,
	`scope` text NOT NULL,
	`source` text NOT NULL,
	`attempt_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `objections_number` ON `objections` (`number_id`);--> statement-breakpoint
-- By hand from here on: drizzle-kit knows no triggers.
CREATE TRIGGER `contacts_tally_insert` AFTER INSERT ON `contacts` BEGIN
	INSERT INTO `contact_tallies` VALUES (new.campaign_id, new.state, coalesce(new.due_slot, -1), 1)
		ON CONFLICT DO UPDATE SET total = total + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_tally_update` AFTER UPDATE ON `contacts`
WHEN old.state <> new.state OR old.due_slot IS NOT new.due_slot BEGIN
	UPDATE `contact_tallies` SET total = total - 1
		WHERE campaign_id = old.campaign_id AND state = old.state AND due_slot = coalesce(old.due_slot, -1);
	DELETE FROM `contact_tallies`
		WHERE campaign_id = old.campaign_id AND state = old.state AND due_slot = coalesce(old.due_slot, -1) AND total = 0;
	INSERT INTO `contact_tallies` VALUES (new.campaign_id, new.state, coalesce(new.due_slot, -1), 1)
		ON CONFLICT DO UPDATE SET total = total + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `contacts_tally_delete` AFTER DELETE ON `contacts` BEGIN
	UPDATE `contact_tallies` SET total = total - 1
		WHERE campaign_id = old.campaign_id AND state = old.state AND due_slot = coalesce(old.due_slot, -1);
	DELETE FROM `contact_tallies`
		WHERE campaign_id = old.campaign_id AND state = old.state AND due_slot = coalesce(old.due_slot, -1) AND total = 0;
END;
