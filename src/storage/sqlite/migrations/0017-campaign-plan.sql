ALTER TABLE `campaigns` ADD `plan` text;
