-- Niveau B-LTA d'un acte : l'objet augmente, et jusqu'a quand son dernier horodatage se verifie seul.
alter table piece add column archive text;
alter table piece add column archive_jusqua timestamptz;
