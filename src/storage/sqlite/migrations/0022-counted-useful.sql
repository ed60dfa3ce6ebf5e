ALTER TABLE `attempts` ADD `counted_useful` integer;
