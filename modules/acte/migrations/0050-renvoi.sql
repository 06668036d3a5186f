-- Un cosignataire renvoie l'acte a son redacteur, avec son motif : { par, motif, a }. L'acte signe ne change pas.
alter table brouillon add column renvoi jsonb;
