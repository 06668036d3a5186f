-- Resserrer par infraction part des procedures, peu nombreuses, et non des mots courants de toute la portee.
create index recherche_dossier_natinf on recherche_dossier using gin (portee, natinf);
