ALTER TABLE `accounts` ADD `employment` text;
